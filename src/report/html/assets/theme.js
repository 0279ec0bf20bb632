// @ts-check
/** Light, dark, or as the system has it; kept for the next page. */
(() => {
  const root = document.documentElement;
  const THEMES = ['auto', 'light', 'dark'];

  /** @param {string} theme */
  function setTheme(theme) {
    root.dataset.theme = theme;
    for (const button of document.querySelectorAll('[data-theme-switch]'))
      button.textContent = `Theme: ${theme}`;
    try {
      localStorage.setItem('dcr-theme', theme);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  document.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-theme-switch]'))
      setTheme(
        THEMES[(THEMES.indexOf(root.dataset.theme ?? 'auto') + 1) % THEMES.length] ?? 'auto',
      );
  });

  let kept = 'auto';
  try {
    kept = localStorage.getItem('dcr-theme') ?? 'auto';
  } catch {
    // As above.
  }
  if (THEMES.includes(kept)) setTheme(kept);
})();
