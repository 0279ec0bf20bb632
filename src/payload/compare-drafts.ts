import type { Draft, JwtDraft, SignatureSpec, TextEdit } from '../model/draft.ts';
import type { JsonObject } from '../model/json.ts';
import { aroundDifference, shorten } from './shorten.ts';
import type { Layer } from './sign-draft.ts';

/** One place where two stages differ; an absent side is left out. */
export interface Difference {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** More changed claims than this are shown as one change of the whole set. */
const MOST_CLAIMS = 4;

/** Where `after` differs from `before`: claims, header members, signatures, texts and the key set. */
export function compareDrafts(before: Draft, after: Draft): readonly Difference[] {
  if (before === after) return [];
  return [
    ...compareJwts('ssa', before.ssa, after.ssa),
    ...compareJwts('request', before.request, after.request),
    ...compareValues('jwks', before.jwks, after.jwks),
  ];
}

function compareJwts(layer: Layer, before: JwtDraft, after: JwtDraft): readonly Difference[] {
  if (before === after) return [];
  return [
    ...compareMembers(`${layer}.header`, before.header, after.header),
    ...compareMembers(`${layer}.claims`, before.claims, after.claims),
    ...compareTexts(`${layer}.header`, after.header, before.headerText, after.headerText),
    ...compareTexts(`${layer}.claims`, after.claims, before.claimsText, after.claimsText),
    ...compareValues(`${layer}.signature`, describe(before.signature), describe(after.signature)),
  ];
}

function compareMembers(
  path: string,
  before: JsonObject,
  after: JsonObject,
): readonly Difference[] {
  if (before === after) return [];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differences = names.flatMap((name) =>
    compareValues(`${path}.${name}`, own(before, name), own(after, name)),
  );
  if (differences.length <= MOST_CLAIMS) return differences;
  return compareValues(path, before, after);
}

/** A claim may be called like something that every object inherits. */
function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function compareTexts(
  path: string,
  json: JsonObject,
  before: TextEdit | undefined,
  after: TextEdit | undefined,
): readonly Difference[] {
  if (before === after) return [];
  const plain = JSON.stringify(json);
  const [left, right] = aroundDifference(textOf(plain, before), textOf(plain, after));
  return [{ path, before: left, after: right }];
}

/** Bytes that are no UTF-8 show as U+FFFD. */
function textOf(plain: string, edit: TextEdit | undefined): string {
  const edited = edit?.(plain) ?? plain;
  return typeof edited === 'string' ? edited : new TextDecoder().decode(edited);
}

/** At most one difference; equal JSON is no difference. */
export function compareValues(
  path: string,
  before: unknown,
  after: unknown,
): readonly Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [
    {
      path,
      ...(before === undefined ? {} : { before: shorten(before) }),
      ...(after === undefined ? {} : { after: shorten(after) }),
    },
  ];
}

function describe(spec: SignatureSpec): string {
  switch (spec.kind) {
    case 'given':
      return 'as the directory made it';
    case 'none':
      return 'none';
    case 'zero':
      return `${spec.bytes} zero bytes`;
    case 'hmac':
      return `HMAC ${spec.hash} keyed with the public key of ${spec.secret} as ${spec.form}`;
    case 'key': {
      const salt = spec.saltLength === undefined ? '' : `, salt of ${spec.saltLength} bytes`;
      return `${spec.algorithm} by ${spec.key}${salt}${spec.der === true ? ', in DER' : ''}`;
    }
  }
}
