// @ts-check
/** What every page does: unpack a detail when it is opened, copy a curl line. Nothing asks for anything from elsewhere. */
(() => {
  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) =>
    [...document.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);

  // Details: packed in chunks, unpacked when one is opened.

  const chunks = all('script[data-chunk]');
  const size = Number(chunks[0]?.dataset.chunk ?? 1);
  /** @type {Map<number, Promise<string[]>>} */
  const unpacked = new Map();

  /** @param {string} text @returns {Promise<string[]>} */
  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return JSON.parse(await new Response(stream).text());
  }

  /** @param {number} number @returns {Promise<string>} */
  async function detail(number) {
    const place = Math.floor(number / size);
    const chunk = unpacked.get(place) ?? unpack(chunks[place]?.textContent ?? '');
    unpacked.set(place, chunk);
    return (await chunk)[number % size] ?? '';
  }

  /** @param {HTMLElement} details */
  async function fill(details) {
    if (details.dataset.filled !== undefined) return;
    details.dataset.filled = '';
    const body = document.createElement('div');
    body.className = 'body';
    details.append(body);
    try {
      // HTML of our own templates, in which all text is escaped; the policy of the page lets no script in it run.
      body.innerHTML = await detail(Number(details.dataset.detail));
    } catch (error) {
      body.textContent = `This browser cannot unpack the details (${error}); they are in report.json.`;
    }
  }

  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (
        target instanceof HTMLDetailsElement &&
        target.open &&
        target.dataset.detail !== undefined
      )
        void fill(target);
    },
    true,
  );

  // Buttons.

  /** @param {HTMLElement} button */
  async function copy(button) {
    const source = button.closest('.curl')?.querySelector('pre');
    if (!source) return;
    try {
      await navigator.clipboard.writeText(source.textContent ?? '');
      button.textContent = 'Copied';
    } catch {
      getSelection()?.selectAllChildren(source);
      button.textContent = document.execCommand('copy') ? 'Copied' : 'Selected';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  }

  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (!button) return;
    if (button.dataset.copy !== undefined) void copy(button);
  });
})();
