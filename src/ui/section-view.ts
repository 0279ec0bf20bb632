import type { Analysis } from '../lint/lint.ts';
import type { Section } from '../lint/output/annotated.ts';
import type { Token } from '../lint/token.ts';
import { headerText } from '../rules/jws.ts';
import { type BlockHost, blockView } from './block-view.ts';
import { copyButton } from './copy.ts';
import { button, element } from './element.ts';
import { safe } from './finding-note.ts';

const TITLES: Readonly<Record<Section['part'], string>> = {
  request: 'Registration request',
  ssa: 'Software statement',
  response: 'Client record',
  jwks: 'Key set',
  transport: 'How it is sent',
};

function signatureText(token: Token, verified: boolean | null): string {
  if (token.form === 'json') return 'metadata in plain JSON, which nobody signs';
  if (token.form === 'decoded') return 'given decoded: there is no signature to look at';
  const { jws } = token;
  const facts = `${headerText(jws, 'alg') ?? 'no alg'}, kid ${headerText(jws, 'kid') ?? 'absent'}, ${jws.signature.length} bytes`;
  if (verified === true) return `signature verified (${facts})`;
  if (verified === false) return `signature NOT verified by the keys that are here (${facts})`;
  return `signature not looked at: paste the key set as another document to have it verified (${facts})`;
}

function facts({ token, answer }: Section, { report }: Analysis): string {
  if (token !== null) {
    const document = report.documents.find(({ kind }) => kind === token.kind);
    return `in ${document?.name ?? ''}; ${signatureText(token, document?.verified ?? null)}`;
  }
  if (answer === null) return '';
  const status = answer.status === null ? '' : `, status ${answer.status}`;
  return `in ${answer.body.source.name}${status}`;
}

export interface SectionHost extends BlockHost {
  /** Signs the token anew by a key of the page. */
  sign(token: Token): void;
}

function tools({ token, answer }: Section, host: SectionHost): HTMLElement {
  const compact = token?.compact ?? null;
  const value = token?.claims ?? answer?.record ?? null;
  return element(
    'div',
    { class: 'chips' },
    token !== null && compact !== null
      ? button('Sign with a key of this page', () => host.sign(token))
      : null,
    compact === null ? null : copyButton('Copy JWT', () => compact.text),
    value === null ? null : copyButton('Copy JSON', () => JSON.stringify(value, null, 2)),
  );
}

/** One document, decoded, with its findings. */
export function sectionView(section: Section, analysis: Analysis, host: SectionHost): HTMLElement {
  const { part, answer, apart, blocks } = section;
  const title = answer?.isError === true ? 'Error of the bank' : TITLES[part];
  const id = `part-${part}`;
  return element(
    'section',
    { class: 'card document', 'aria-labelledby': id },
    element(
      'div',
      { class: 'document-head' },
      element(
        'div',
        {},
        element('h3', { id }, title),
        element('p', { class: 'muted' }, safe(facts(section, analysis))),
      ),
      tools(section, host),
    ),
    apart.length === 0 ? null : element('div', { class: 'apart' }, ...apart.map(host.note)),
    ...blocks.flatMap((block) => [
      block.prefix === '#header' ? element('h4', {}, 'Header') : null,
      block.prefix === '' && blocks.length > 1 ? element('h4', {}, 'Claims') : null,
      blockView(block, host),
    ]),
  );
}
