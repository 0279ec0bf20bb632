import type { Json } from '../model/json.ts';
import { button, element } from './element.ts';

/** What somebody wants done with a member. */
export interface EditAsked {
  /** Left out: take it away. */
  readonly value?: Json;
}

/** `text` as JSON where it is JSON, else as the text that it is: as `--set` reads it. */
export function asJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A field for the value of one member, with the focus in it; `done` hears null where all stays as it was. */
export function valueEditor(
  label: string,
  value: Json | undefined,
  done: (asked: EditAsked | null) => void,
): HTMLElement {
  const before = value === undefined ? '' : JSON.stringify(value);
  const area = element('textarea', {
    rows: String(Math.min(6, Math.max(1, Math.ceil(before.length / 60)))),
    spellcheck: 'false',
    'aria-label': `Value of ${label}, as JSON or text`,
  });
  area.value = before;
  const apply = (): void => {
    done(area.value === before ? null : { value: asJson(area.value) });
  };
  area.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') done(null);
    else if (event.key === 'Enter' && !event.shiftKey) apply();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return element(
    'div',
    { class: 'editor' },
    area,
    element(
      'div',
      { class: 'chips' },
      button('Apply', apply),
      button('Remove', () => done({}), { 'aria-label': `Remove ${label}` }),
      button('Cancel', () => done(null)),
    ),
  );
}
