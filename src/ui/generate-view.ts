import { rendered } from '../cli/commands/generate-forms.ts';
import type { LintText } from '../lint/transaction.ts';
import { HarnessError } from '../model/errors.ts';
import { writeJson } from '../model/json.ts';
import { makeRegistration, type Prepared } from '../payload/index.ts';
import { brief } from '../report/escape.ts';
import { copyButton } from './copy.ts';
import { button, byId, element } from './element.ts';
import { safe } from './finding-note.ts';
import { pageKeys } from './page-keys.ts';
import { pageKeySet } from './sign-again.ts';
import {
  offeredCases,
  offeredMutations,
  profileOf,
  readWanted,
  type Wanted,
  withOwnKey,
} from './wanted.ts';
import { privateJwkOf } from './web-crypto.ts';

function choices(
  kind: 'mutation' | 'case',
  items: readonly { readonly id: string; readonly title: string }[],
) {
  return items.map(({ id, title }) =>
    element('option', { value: `${kind} ${id}` }, `${id}: ${title}`),
  );
}

function offer(select: HTMLSelectElement, id: string): void {
  const profile = profileOf(id);
  const before = select.value;
  select.replaceChildren(
    element('option', { value: '' }, 'none: a valid one'),
    element('optgroup', { label: 'Mutations' }, ...choices('mutation', offeredMutations(profile))),
    element(
      'optgroup',
      { label: 'As a case of a run sends it' },
      ...choices('case', offeredCases(profile)),
    ),
  );
  select.value = before;
  if (select.selectedIndex === -1) select.value = '';
}

function changes({ records }: Prepared): HTMLElement | null {
  if (records.length === 0) return null;
  return element(
    'dl',
    { class: 'changes' },
    ...records.flatMap(({ path, before, after }) => [
      element('dt', {}, element('code', {}, safe(path))),
      element('dd', {}, element('del', {}, brief(before)), ' ', element('ins', {}, brief(after))),
    ]),
  );
}

/** The key sets to publish, and the private key for whoever sends more requests by hand. */
async function keyTools({ own }: Wanted): Promise<HTMLElement> {
  const { trust } = await pageKeys();
  const signing = own ?? trust.key('tpp-signing');
  return element(
    'div',
    { class: 'chips' },
    copyButton('Copy key set of the software', () =>
      writeJson(own === null ? trust.softwareJwks : { keys: [own.publicJwk] }, 2),
    ),
    copyButton('Copy key set of the directory', () => writeJson(trust.directoryJwks, 2)),
    own === null
      ? copyButton('Copy private key', () =>
          JSON.stringify({ ...privateJwkOf(signing), kid: signing.kid }, null, 2),
        )
      : null,
  );
}

/** The view that makes payloads; `look` takes them to the view that looks at documents. */
export function createGenerateView(look: (texts: readonly LintText[]) => void): void {
  const form = byId('wanted', HTMLFormElement);
  const made = byId('made', HTMLElement);
  const problem = byId('wanted-problem', HTMLElement);
  const select = (name: string): HTMLSelectElement => {
    const found = form.elements.namedItem(name);
    if (found instanceof HTMLSelectElement) return found;
    throw new Error(`the form has no ${name}`);
  };

  async function toLint(wanted: Wanted, text: string): Promise<void> {
    const own =
      wanted.own === null
        ? []
        : [{ name: 'your key', text: writeJson({ keys: [wanted.own.publicJwk] }, 2) }];
    const sets = wanted.own === null ? [await pageKeySet('request')] : own;
    const directory = wanted.registration.statement === null ? [await pageKeySet('ssa')] : [];
    look([{ name: 'document 1', text }, ...sets, ...directory]);
  }

  async function generate(): Promise<void> {
    const wanted = await readWanted(new FormData(form));
    const { part, format, registration } = wanted;
    const keys = await pageKeys();
    const prepared = await keys.with((trust) =>
      makeRegistration({ ...registration, trust: withOwnKey(trust, wanted.own) }),
    );
    const text = rendered(prepared, part, format, registration.profile);
    const { seed, runId, now } = registration;
    made.replaceChildren(
      element(
        'section',
        { class: 'card', 'aria-labelledby': 'made-title' },
        element(
          'div',
          { class: 'document-head' },
          element(
            'h3',
            { id: 'made-title' },
            part === 'ssa' ? 'Software statement' : 'Registration request',
          ),
          element(
            'div',
            { class: 'chips' },
            copyButton('Copy', () => text),
            button('Debug it', () => void toLint(wanted, text)),
          ),
        ),
        changes(prepared),
        element(
          'pre',
          { class: 'code wrap made', tabindex: '0', 'aria-label': 'What was made' },
          text,
        ),
        await keyTools(wanted),
        element(
          'p',
          { class: 'muted' },
          'The same claims again: ',
          element('code', {}, `--seed ${seed} --run-id ${runId} --now ${now}`),
        ),
      ),
    );
  }

  const run = (): void => {
    problem.textContent = '';
    form.ariaBusy = 'true';
    generate()
      .catch((error: unknown) => {
        const hint = error instanceof HarnessError ? ` – ${error.hint}` : '';
        problem.textContent = `${error instanceof Error ? error.message : String(error)}${hint}`;
      })
      .finally(() => {
        form.ariaBusy = 'false';
      });
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run();
  });
  const profile = select('profile');
  profile.addEventListener('change', () => offer(select('defect'), profile.value));
  offer(select('defect'), profile.value);
}
