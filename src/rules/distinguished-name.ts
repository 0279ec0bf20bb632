/** One attribute of a relative distinguished name, its type as a dotted OID where that is known. */
export interface DnAttribute {
  readonly type: string;
  readonly value: string;
}

/** Short names of RFC 4514 3 and of what certificates of banks and TPPs use. */
const OIDS: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SERIALNUMBER: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  BUSINESSCATEGORY: '2.5.4.15',
  ORGANIZATIONIDENTIFIER: '2.5.4.97',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  JURISDICTIONC: '1.3.6.1.4.1.311.60.2.1.3',
};

const HEX = /^#((?:[0-9a-fA-F]{2})+)$/;
const TYPE = /^([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)$/;

/**
 * The attributes of an RFC 4514 string in its order; null when it is no such string.
 * Attributes of one multi-valued RDN stand one after another.
 */
export function parseDn(text: string): readonly DnAttribute[] | null {
  const attributes: DnAttribute[] = [];
  for (const part of split(text)) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    const value = unescapeValue(part.slice(equals + 1));
    if (equals < 1 || !TYPE.test(name) || value === null || value === '') return null;
    attributes.push({ type: OIDS[name.toUpperCase()] ?? name.toUpperCase(), value });
  }
  return attributes.length === 0 ? null : attributes;
}

/**
 * True when two RFC 4514 strings name the same subject: types by OID, values without regard to case and runs of
 * spaces (RFC 4518), in either direction, because certificates list the attributes the other way round.
 */
export function sameDn(left: string, right: string): boolean {
  const a = parseDn(left)?.map(canonical);
  const b = parseDn(right)?.map(canonical);
  if (!a || !b || a.length !== b.length) return false;
  const text = b.join('\n');
  return a.join('\n') === text || a.toReversed().join('\n') === text;
}

/** The values of one attribute type (dotted OID) in an RFC 4514 string. */
export function dnValues(text: string, oid: string): readonly string[] {
  return (parseDn(text) ?? []).filter(({ type }) => type === oid).map(({ value }) => value);
}

function canonical({ type, value }: DnAttribute): string {
  return `${type}=${value.trim().replace(/\s+/g, ' ').toLowerCase()}`;
}

/** Names that RFC 4514 3 has every reader know. */
const STANDARD = ['CN', 'L', 'ST', 'O', 'OU', 'C', 'STREET', 'DC', 'UID'];

/** True where every type of the name is one of RFC 4514 3, or an OID. */
export function hasStandardTypes(text: string): boolean {
  return split(text).every((part) => {
    const name = part.slice(0, Math.max(part.indexOf('='), 0)).trim();
    return STANDARD.includes(name.toUpperCase()) || /^\d/.test(name);
  });
}

/** Splits at commas and plus signs that are not escaped. */
function split(text: string): readonly string[] {
  const parts: string[] = [''];
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === ',' || char === '+') parts.push('');
    else parts[parts.length - 1] += char === '\\' ? char + (text[++i] ?? '') : char;
  }
  return parts;
}

function unescapeValue(raw: string): string | null {
  const text = trimmed(raw);
  if (text.startsWith('#')) return fromDer(text);
  if (text.includes('\0') || /(^|[^\\])["<>;]/.test(text) || /(^|[^\\])(\\\\)*\\$/.test(text))
    return null;
  if (!text.includes('\\')) return text;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\') {
      const char = String.fromCodePoint(text.codePointAt(i) ?? 0);
      bytes.push(...encoder.encode(char));
      i += char.length - 1;
    } else {
      const pair = text.slice(i + 1, i + 3);
      const hex = /^[0-9a-fA-F]{2}$/.test(pair);
      if (!hex && !/^[ "#+,;<=>\\]/.test(pair)) return null;
      bytes.push(hex ? Number.parseInt(pair, 16) : pair.charCodeAt(0));
      i += hex ? 2 : 1;
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

/** `raw` without the spaces around it; an escaped one at its end stays. */
function trimmed(raw: string): string {
  const text = raw.trimEnd();
  const escaped = text.endsWith('\\') && text.length < raw.length;
  return (escaped ? `${text} ` : text).trimStart();
}

/** `#` and the hexadecimal DER of a string of up to 127 bytes (RFC 4514 2.4). */
function fromDer(text: string): string | null {
  const digits = HEX.exec(text)?.[1];
  if (digits === undefined) return null;
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return bytes[1] === bytes.length - 2 ? new TextDecoder().decode(bytes.subarray(2)) : null;
}
