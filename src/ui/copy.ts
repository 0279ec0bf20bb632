import { button } from './element.ts';

const SHOWN_MS = 2000;

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A button that copies what `text` answers, and says so for a while. */
export function copyButton(label: string, text: () => string | Promise<string>): HTMLButtonElement {
  const made = button(label, () => {
    void (async () => {
      made.textContent = (await toClipboard(await text())) ? 'Copied' : 'Not allowed to copy';
      setTimeout(() => {
        made.textContent = label;
      }, SHOWN_MS);
    })();
  });
  made.setAttribute('aria-live', 'polite');
  return made;
}
