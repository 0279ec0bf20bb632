import { isJsonObject, type Json, readJson } from '../model/json.ts';
import type { Secret } from './secrets.ts';

/** Stands for a signature: base64url letters, so that the token can still be read as a JWS (RFC 7515 3.1). */
const NO_SIGNATURE = 'signature-removed';
const MASKED = '(masked)';

const TOKEN = /\beyJ[\w-]*\.[\w-]*\.[\w-]*/g;
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

/** The value of the member `name`, as {@link maskedText} masks text. */
export function maskedMember(name: string, value: Json): Json {
  return CONTACTS.test(name) ? withoutContact(value) : maskedValue(value);
}

function maskedValue(value: Json): Json {
  if (typeof value === 'string') return maskedText(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(maskedValue);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, maskedMember(name, member)]),
  );
}

function maskedToken(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = readJson(Buffer.from(payload, 'base64url').toString('utf8'));
  const shown = isJsonObject(claims)
    ? Buffer.from(JSON.stringify(maskedValue(claims))).toString('base64url')
    : payload;
  return `${header}.${shown}.${NO_SIGNATURE}`;
}

/**
 * A body or other text as it may stand in a report about software statements that are not ours: JWTs, one inside the
 * other, lose their signatures, and the contacts of people are masked, in JSON and in JWTs.
 */
export function maskedText(text: string): string {
  const value = /^\s*[{[]/.test(text) ? readJson(text) : undefined;
  return value === undefined
    ? text.replace(TOKEN, maskedToken)
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
    ...contacts.map((value) => ({ value, variable: 'DCR_CONTACT' })),
  ];
}
