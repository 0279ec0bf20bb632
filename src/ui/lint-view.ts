import { type Analysis, analyse } from '../lint/lint.ts';
import { annotated } from '../lint/output/annotated.ts';
import type { Token } from '../lint/token.ts';
import type { LintFinding, LintPart, Severity } from '../model/lint.ts';
import { PROFILES } from '../profiles/index.ts';
import { type Edit, withEdit, withToken } from './edit-texts.ts';
import { byId, element } from './element.ts';
import { findingNote } from './finding-note.ts';
import { readTime } from './read-time.ts';
import { sectionView } from './section-view.ts';
import { signedAgain } from './sign-again.ts';
import { summaryView, totals } from './summary-view.ts';
import { createTexts, type Texts } from './texts.ts';
import type { EditAsked } from './value-editor.ts';

/** As long as somebody is still typing. */
const PAUSE_MS = 120;
/** So many findings are shown; more help nobody, and the JSON has them. */
const MOST_FINDINGS = 200;

const EDITABLE: readonly LintPart[] = ['request', 'ssa', 'response'];

const keyOf = ({ id, document, pointer }: LintFinding): string => `${id} ${document}${pointer}`;

/** The view that looks at documents. */
export interface LintView {
  readonly texts: Texts;
  /** Looks at what is there now. */
  refresh(): Promise<void>;
  /** Puts the focus on the finding so many steps further. */
  move(step: number): void;
}

export function createLintView(): LintView {
  const results = byId('results', HTMLElement);
  const status = byId('status', HTMLElement);
  const problem = byId('given-problem', HTMLElement);
  const profile = byId('profile', HTMLSelectElement);
  const audience = byId('audience', HTMLInputElement);
  const now = byId('now', HTMLInputElement);
  const hidden = new Set<Severity>();
  const opened = new Set<string>();
  let current: Analysis | null = null;
  let turn = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;

  const texts = createTexts(() => {
    clearTimeout(typing);
    typing = setTimeout(() => void refresh(), PAUSE_MS);
  });

  async function look(): Promise<Analysis | null> {
    const given = texts.all();
    if (given.length === 0) return null;
    const time = readTime(now.value);
    const chosen = PROFILES[profile.value];
    return analyse({
      texts: given,
      profile: chosen ?? 'auto',
      ...(time === null ? {} : { now: time }),
      ...(audience.value.trim() === '' ? {} : { audiences: [audience.value.trim()] }),
    });
  }

  async function refresh(): Promise<void> {
    turn += 1;
    const mine = turn;
    problem.textContent = '';
    try {
      const next = await look();
      // Somebody typed on meanwhile.
      if (mine !== turn) return;
      current = next;
      render();
      status.textContent = next === null ? '' : totals(next);
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  const notes = (): readonly HTMLElement[] =>
    [...results.querySelectorAll<HTMLElement>('.note')].filter(
      ({ dataset }) => !hidden.has(dataset.severity as Severity),
    );

  function go(note: HTMLElement | undefined): void {
    note?.focus({ preventScroll: true });
    note?.scrollIntoView({ block: 'center' });
  }

  function applyHidden(): void {
    for (const each of results.querySelectorAll<HTMLElement>('[data-severity]'))
      each.hidden = hidden.has(each.dataset.severity as Severity);
    for (const each of results.querySelectorAll<HTMLElement>('[data-chip]'))
      each.ariaPressed = String(!hidden.has(each.dataset.chip as Severity));
  }

  function edit(analysis: Analysis, part: Edit['part'], pointer: string, asked: EditAsked): void {
    texts.put(withEdit(texts.all(), analysis.transaction, { part, pointer, ...asked }));
    void refresh().then(() => {
      const row = results.querySelector(
        `[data-part="${part}"] [data-pointer="${CSS.escape(pointer)}"]`,
      );
      row?.querySelector<HTMLElement>('.edit')?.focus();
    });
  }

  async function sign({ transaction }: Analysis, token: Token): Promise<void> {
    const { compact, keySet } = await signedAgain(token);
    const signed = withToken(texts.all(), transaction, token, compact);
    const others = signed.filter(({ name }) => name !== keySet.name);
    texts.put([...others, keySet]);
    await refresh();
  }

  function sourceOf(analysis: Analysis, { document }: LintFinding): string | null {
    const { request, ssa, answer, call, keySets, troubles } = analysis.transaction;
    const found = {
      request: request?.claimsText.source ?? troubles[0]?.text.source,
      ssa: ssa?.claimsText.source,
      response: answer?.body.source,
      jwks: keySets[0]?.text.source,
      transport: call?.source,
    };
    return found[document]?.name ?? null;
  }

  function render(): void {
    const analysis = current;
    if (analysis === null) {
      results.replaceChildren();
      return;
    }
    const shown = analysis.report.findings.slice(0, MOST_FINDINGS);
    const { loose, sections, explaining } = annotated(analysis, shown, {
      documents: true,
      everyMember: true,
    });
    const idOf = (finding: LintFinding): string =>
      `finding-${analysis.report.findings.indexOf(finding)}`;
    const note = (finding: LintFinding): HTMLElement => {
      const source = sourceOf(analysis, finding);
      const key = keyOf(finding);
      return findingNote(finding, {
        id: idOf(finding),
        explains: explaining.has(finding),
        isOpen: opened.has(key),
        source,
        show: (line, column) => texts.show(source ?? '', line, column),
        toggled: (isOpen) => (isOpen ? opened.add(key) : opened.delete(key)),
      });
    };
    const summary = summaryView(analysis, {
      hidden,
      toggle(severity) {
        if (!hidden.delete(severity)) hidden.add(severity);
        applyHidden();
      },
      idOf,
      go: (finding) => go(byId(idOf(finding), HTMLElement)),
    });
    results.replaceChildren(
      summary,
      ...loose.map((finding) => element('div', { class: 'card' }, note(finding))),
      ...sections.map((section) => {
        const { part } = section;
        const view = sectionView(section, analysis, {
          note,
          edit: EDITABLE.includes(part)
            ? (pointer, asked) => edit(analysis, part as Edit['part'], pointer, asked)
            : null,
          sign: (token) => void sign(analysis, token),
        });
        view.dataset.part = part;
        return view;
      }),
    );
    applyHidden();
  }

  for (const field of [profile, audience, now])
    field.addEventListener('input', () => void refresh());
  byId('given', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());

  return {
    texts,
    refresh,
    move(step) {
      const all = notes();
      const at = all.findIndex((each) => each.contains(document.activeElement));
      go(all[at === -1 ? (step > 0 ? 0 : all.length - 1) : at + step]);
    },
  };
}
