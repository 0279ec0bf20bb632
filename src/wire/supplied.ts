import { isJsonObject, type Json, readJson } from '../model/json.ts';
import type { Secret } from './secrets.ts';

/** Stands for a signature: base64url letters, so that the token can still be read as a JWS (RFC 7515 3.1). */
const NO_SIGNATURE = 'signature-removed';
const MASKED = '(masked)';

/** A signature as cases send it: in plain base64, padded, or with a percent sign or a space in its middle. */
const SIGNATURE = String.raw`[\w+/=%-]*(?:\s[\w+/=-]{32,})?`;
/** A JWS, or three parts with a third that could be a signature: a case may have begun the header with a space. */
const TOKEN = new RegExp(
  String.raw`(?<![\w-])eyJ[\w-]*\.[\w-]*\.${SIGNATURE}(?:\.${SIGNATURE})*|(?<![\w-])[\w-]{16,}\.[\w-]{16,}\.(?=[\w+/=-]{40,})${SIGNATURE}`,
  'g',
);
/** JSON in base64url, with or without space after its brace. */
const PART = /\be[wy][\w-]{40,}/g;
/** Members that hold names, addresses and telephone numbers of people: `contacts`, `org_contacts`, `software_contacts`. */
const CONTACTS = /(^|_)contacts?$/;

function withoutContact(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutContact);
  if (isJsonObject(value)) {
    // What kind of contact it is names nobody.
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        name === 'type' ? member : withoutContact(member),
      ]),
    );
  }
  return value === null ? null : MASKED;
}

/** A piece of a token that could hold most of a signature; not one that begins as header and claims do. */
const PIECE = /(?<![\w-])(?!eyJ)[\w-]{64,}/g;

/** The same where a signature is all that stands there. */
const SIGNATURE_PIECE = /[\w+/-]{16,}=*/g;

/** The value of the member `name`, as {@link maskedText} masks text. */
export function maskedMember(name: string, value: Json): Json {
  if (typeof value === 'string') {
    // A token, however it was broken; the signature of a JWS in JSON (RFC 7515 7.2).
    if (name === 'software_statement') return maskedText(value);
    if (name === 'signature') return value.replace(SIGNATURE_PIECE, MASKED);
  }
  return CONTACTS.test(name) ? withoutContact(value) : maskedValue(value);
}

/** A string in JSON: JSON or tokens may be inside, but a long word by itself is the member of a key. */
function maskedString(text: string): string {
  return /^\s*[{[]/.test(text) ? maskedText(text) : maskedTokens(text);
}

function maskedValue(value: Json): Json {
  if (typeof value === 'string') return maskedString(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(maskedValue);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, maskedMember(name, member)]),
  );
}

/** A part of a token by itself, such as the payload of a JWS in JSON; another token may be inside. */
function maskedPart(part: string): string {
  const inner = Buffer.from(part, 'base64url').toString('latin1');
  const masked = maskedTokens(inner);
  return masked === inner ? part : Buffer.from(masked, 'latin1').toString('base64url');
}

function maskedTokens(text: string): string {
  return text.replace(TOKEN, maskedToken).replace(PART, maskedPart);
}

function maskedToken(token: string): string {
  const [header = '', payload = '', , ...more] = token.split('.');
  const bytes = Buffer.from(payload, 'base64url');
  const claims = readJson(bytes.toString('utf8'));
  // Claims that are broken on purpose are text with a token in it all the same.
  const shown = isJsonObject(claims)
    ? Buffer.from(JSON.stringify(maskedValue(claims)))
    : Buffer.from(maskedText(bytes.toString('latin1')), 'latin1');
  const rest = more.map((part) => (part === '' ? '' : NO_SIGNATURE));
  return [header, shown.toString('base64url'), NO_SIGNATURE, ...rest].join('.');
}

/**
 * A body or other text as it may stand in a report about software statements that are not ours: JWTs, one inside the
 * other, lose their signatures, and the contacts of people are masked, in JSON and in JWTs.
 */
export function maskedText(text: string): string {
  const value = /^\s*[{[]/.test(text) ? readJson(text) : undefined;
  return value === undefined
    ? maskedTokens(text).replace(PIECE, MASKED)
    : JSON.stringify(maskedValue(value));
}

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(stringsIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'type' ? [] : stringsIn(member),
  );
}

/** What of a software statement must not be repeated in any text: its signature, and the contacts of people. */
export function statementSecrets(ssa: string): Secret[] {
  const [, payload = '', signature = ''] = ssa.split('.');
  const claims = readJson(Buffer.from(payload, 'base64url').toString('utf8'));
  const contacts = Object.entries(isJsonObject(claims) ? claims : {})
    .filter(([name]) => CONTACTS.test(name))
    .flatMap(([, value]) => stringsIn(value));
  return [
    { value: signature, variable: 'DCR_SSA_SIGNATURE' },
    {
      value: Buffer.from(signature, 'base64url').toString('base64'),
      variable: 'DCR_SSA_SIGNATURE',
    },
    ...contacts.map((value) => ({ value, variable: 'DCR_CONTACT' })),
  ];
}
