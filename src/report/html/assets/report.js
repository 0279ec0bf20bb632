// @ts-check
/** What the report of a run does besides: views, filter and search, keys. */
(() => {
  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within = document) =>
    [...within.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);
  /** @param {string} selector @returns {HTMLElement} */
  const one = (selector) => {
    const found = document.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`no ${selector}`);
    return found;
  };
  const form = document.querySelector('form[role=search]');
  if (!(form instanceof HTMLFormElement)) return;

  // Filter and search. The fragment of the URL holds them, so that a view can be sent to somebody.

  const elements = all('details.case');
  /** @type {{ element: HTMLElement, requirements: string[], text: string }[]} */
  let index = [];
  // Made when first asked for: reading the text of thousands of cases takes longer than showing the page.
  const cases = () => {
    if (index.length === 0)
      index = elements.map((element) => ({
        element,
        requirements: (element.dataset.requirements ?? '').split(' '),
        text: `${element.textContent} ${element.dataset.requirements} ${element.dataset.find}`.toLowerCase(),
      }));
    return index;
  };
  const chips = all('[data-chip]');
  const narrowed = one('[data-narrowed]');
  const count = one('output[name=count]');
  let requirement = '';

  /** @param {string} name @returns {HTMLInputElement | HTMLSelectElement} */
  const field = (name) => {
    const found = form.elements.namedItem(name);
    if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
    throw new Error(`no field ${name}`);
  };
  const pressed = () =>
    chips.filter((chip) => chip.ariaPressed === 'true').map((chip) => chip.dataset.chip ?? '');

  let filtered = false;

  function apply() {
    const words = field('q').value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = pressed();
    const [area, kind] = [field('area').value, field('kind').value];
    const any = words.length + verdicts.length > 0 || `${area}${kind}${requirement}` !== '';
    narrowed.hidden = requirement === '';
    narrowed.textContent = `${requirement} ✕`;
    if (!any && !filtered) return;
    filtered = any;
    let shown = 0;
    for (const { element, requirements, text } of cases()) {
      const { verdict = '', area: own, kind: sort } = element.dataset;
      const fits =
        (verdicts.length === 0 || verdicts.includes(verdict)) &&
        (area === '' || own === area) &&
        (kind === '' || sort === kind) &&
        (requirement === '' || requirements.includes(requirement)) &&
        words.every((word) => text.includes(word));
      element.hidden = !fits;
      if (fits) shown += 1;
    }
    const total = `${elements.length} cases`;
    count.textContent = any ? `${shown} of ${total}` : total;
  }

  function toFragment() {
    const entries = {
      q: field('q').value,
      verdict: pressed().join(','),
      area: field('area').value,
      kind: field('kind').value,
      requirement,
    };
    const query = new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== ''));
    history.replaceState(null, '', query.size > 0 ? `#cases?${query}` : '#cases');
  }

  function change() {
    apply();
    toFragment();
  }

  /** @param {URLSearchParams} query */
  function fromFragment(query) {
    const verdicts = (query.get('verdict') ?? '').split(',');
    for (const chip of chips) chip.ariaPressed = String(verdicts.includes(chip.dataset.chip ?? ''));
    for (const name of ['q', 'area', 'kind']) field(name).value = query.get(name) ?? '';
    requirement = query.get('requirement') ?? '';
    apply();
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  form.addEventListener('input', ({ target }) => {
    clearTimeout(typing);
    if (target instanceof HTMLSelectElement) change();
    else typing = setTimeout(change, 80);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    fromFragment(new URLSearchParams());
    toFragment();
  });

  // Views.

  const views = all('.view');
  const links = all('nav a');

  /** @param {string} id */
  function show(id) {
    for (const view of views) view.classList.toggle('current', view.id === id);
    for (const link of links) {
      if (link.getAttribute('href') === `#${id}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }

  /** @param {string} id */
  function showCase(id) {
    const found = elements.find((element) => element.dataset.case === id);
    if (!found) return show('cases');
    if (found.hidden) fromFragment(new URLSearchParams());
    show('cases');
    found.setAttribute('open', '');
    found.scrollIntoView();
    found.querySelector('summary')?.focus({ preventScroll: true });
  }

  function route() {
    const [path = '', query = ''] = location.hash.slice(1).split('?');
    if (path.startsWith('case/')) return showCase(decode(path.slice(5)));
    const id = views.some((view) => view.id === path) ? path : 'summary';
    if (id === 'cases') fromFragment(new URLSearchParams(query));
    show(id);
    scrollTo(0, 0);
  }

  /** @param {string} text */
  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  addEventListener('hashchange', route);

  one('input[name=requirements]').addEventListener('input', ({ target }) => {
    const words = target instanceof HTMLInputElement ? target.value.toLowerCase().split(/\s+/) : [];
    for (const row of all('[data-row]')) {
      const text = (row.textContent ?? '').toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  });

  // Buttons.

  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const square = target.closest('[data-requirement]');
    const id = square?.getAttribute('data-requirement');
    if (id) location.hash = `#cases?${new URLSearchParams({ requirement: id })}`;
    const button = target.closest('button');
    if (!button) return;
    if (button.dataset.print !== undefined) print();
    if (button.dataset.chip !== undefined) {
      button.ariaPressed = String(button.ariaPressed !== 'true');
      change();
    }
    if (button.dataset.narrowed !== undefined) {
      requirement = '';
      change();
    }
  });

  // Keys.

  /** @param {number} step */
  function move(step) {
    const shown = elements.filter((element) => !element.hidden);
    const at = shown.findIndex((element) => element.contains(document.activeElement));
    shown[at === -1 ? 0 : at + step]?.querySelector('summary')?.focus();
  }

  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const typed = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (key === 'Escape' && target instanceof HTMLInputElement) target.blur();
    if (typed || !['/', 'j', 'k'].includes(key)) return;
    event.preventDefault();
    if (!one('#cases').classList.contains('current')) {
      history.pushState(null, '', '#cases');
      route();
    }
    if (key === '/') field('q').focus();
    else move(key === 'j' ? 1 : -1);
  });

  document.documentElement.classList.add('scripted');
  route();
})();
