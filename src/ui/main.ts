import '../report/html/assets/theme.js';
import { button, byId } from './element.ts';
import { EXAMPLES } from './examples.ts';
import { createGenerateView } from './generate-view.ts';
import { createLintView } from './lint-view.ts';

const VIEWS = ['debug', 'generate'];

/** Shows the view that the address names. */
function route(): void {
  const wanted = location.hash.slice(1);
  // The link to the findings is no view.
  if (wanted === 'results') return;
  const id = VIEWS.includes(wanted) ? wanted : 'debug';
  for (const name of VIEWS) byId(name, HTMLElement).classList.toggle('current', name === id);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `#${id}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

const view = createLintView();
const look = (texts: Parameters<typeof view.texts.put>[0]): void => {
  view.texts.put([]);
  view.texts.put(texts);
  void view.refresh();
};

createGenerateView((texts) => {
  location.hash = '#debug';
  look(texts);
});

for (const [label, texts] of Object.entries(EXAMPLES)) {
  byId('examples', HTMLElement).append(button(label, () => void texts().then(look)));
}

addEventListener('hashchange', () => {
  route();
  scrollTo(0, 0);
});
document.addEventListener('keydown', (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || isTyping(target) || (key !== 'j' && key !== 'k')) return;
  if (!byId('debug', HTMLElement).classList.contains('current')) return;
  event.preventDefault();
  view.move(key === 'j' ? 1 : -1);
});
document.documentElement.classList.add('scripted');
route();
