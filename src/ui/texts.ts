import type { Role } from '../lint/part.ts';
import type { LintText } from '../lint/transaction.ts';
import { button, byId, element } from './element.ts';

const ROLES: readonly (readonly [Role | '', string])[] = [
  ['', 'found out'],
  ['request', 'request'],
  ['ssa', 'software statement'],
  ['response', 'answer'],
  ['jwks', 'key set'],
];

/** The documents that somebody pasted. */
export interface Texts {
  /** Those that hold anything, each under a name of its own. */
  all(): readonly LintText[];
  /** Puts `texts` in the place of all; where names are the same, cursor and role stay. */
  put(texts: readonly LintText[]): void;
  /** Selects `line`, `column` in the text of that name, for whoever wants to see a place. */
  show(name: string, line: number, column: number): void;
}

interface Field {
  readonly name: string;
  readonly root: HTMLElement;
  readonly area: HTMLTextAreaElement;
  readonly role: HTMLSelectElement;
}

function createField(name: string, change: () => void, remove: (field: Field) => void): Field {
  const area = element('textarea', {
    rows: '6',
    spellcheck: 'false',
    'aria-label': name,
    placeholder: 'eyJ…   {"error": …}   HTTP/1.1 400 …   curl -X POST …',
  });
  const role = element(
    'select',
    { 'aria-label': `what ${name} is` },
    ...ROLES.map(([value, label]) => element('option', { value }, label)),
  );
  const field: Field = {
    name,
    area,
    role,
    root: element(
      'div',
      { class: 'text' },
      element(
        'div',
        { class: 'text-head' },
        element('b', {}, name),
        element('label', {}, 'is ', role),
        button('Remove', () => remove(field), { 'aria-label': `Remove ${name}` }),
      ),
      area,
    ),
  };
  area.addEventListener('input', change);
  role.addEventListener('change', change);
  return field;
}

function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

/** The documents in the form of the page; `changed` hears of every edit by hand. */
export function createTexts(changed: () => void): Texts {
  const place = byId('texts', HTMLElement);
  let fields: readonly Field[] = [];

  const remove = (field: Field): void => {
    field.root.remove();
    fields = fields.filter((each) => each !== field);
    if (fields.length === 0) add();
    fields[0]?.area.focus();
    changed();
  };
  const freeName = (): string => {
    for (let number = fields.length + 1; ; number += 1) {
      const name = `document ${number}`;
      if (fields.every((field) => field.name !== name)) return name;
    }
  };
  const add = (name = freeName()): Field => {
    const field = createField(name, changed, remove);
    fields = [...fields, field];
    place.append(field.root);
    return field;
  };
  const put = (texts: readonly LintText[]): void => {
    const old = fields;
    fields = [];
    for (const { name, text, role } of texts) {
      const known = old.find((field) => field.name === name);
      const field = known ?? add(name);
      if (known !== undefined) fields = [...fields, known];
      // Bytes come from files only, and are read as UTF-8.
      if (typeof text === 'string' && field.area.value !== text) field.area.value = text;
      if (known === undefined) field.role.value = role ?? '';
    }
    for (const field of old) if (!fields.includes(field)) field.root.remove();
    if (fields.length === 0) add();
  };
  const addFiles = async (files: readonly File[]): Promise<void> => {
    const read = await Promise.all(
      files.map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    const names = new Set(read.map(({ name }) => name));
    put([...texts.all().filter(({ name }) => !names.has(name)), ...read]);
    changed();
  };

  const texts: Texts = {
    all: () =>
      fields
        .filter(({ area }) => area.value.trim() !== '')
        .map(({ name, area, role }) => ({
          name,
          text: area.value,
          ...(role.value === '' ? {} : { role: role.value as Role }),
        })),
    put,
    show(name, line, column) {
      const area = fields.find((field) => field.name === name)?.area;
      if (area === undefined) return;
      const at = offsetOf(area.value, line, column);
      area.focus();
      area.setSelectionRange(at, Math.min(area.value.length, at + 12));
      area.scrollIntoView({ block: 'center' });
    },
  };
  byId('add-text', HTMLButtonElement).addEventListener('click', () => add().area.focus());
  byId('clear', HTMLButtonElement).addEventListener('click', () => {
    put([]);
    changed();
    fields[0]?.area.focus();
  });
  const input = byId('files', HTMLInputElement);
  input.addEventListener('change', () => {
    void addFiles([...(input.files ?? [])]);
    input.value = '';
  });
  const form = byId('given', HTMLFormElement);
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void addFiles(files);
  });
  add();
  return texts;
}
