/** One attribute of a distinguished name: dotted OID and text. */
export interface SubjectAttribute {
  readonly type: string;
  readonly value: string;
}

/** Short names that RFC 4514 section 3 fixes; every other type is written as an OID. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
};

/**
 * Writes a distinguished name as an RFC 4514 string: `attributes` come in certificate order, the
 * result is in reverse. A type without a short name becomes its OID and the DER of the value as a
 * UTF8String in hex (RFC 4514 2.3, 2.4), as Java's RFC 2253 form does; values up to 127 bytes.
 */
export function rfc4514(attributes: readonly SubjectAttribute[]): string {
  return attributes
    .toReversed()
    .map(({ type, value }) => attributeText(type, value, () => utf8String(value)))
    .join(',');
}

/** One attribute of an RFC 4514 string; `der` gives the encoded value where the type has no short name. */
export function attributeText(type: string, value: string, der: () => Buffer): string {
  const name = SHORT_NAMES[type];
  return name === undefined ? `${type}=#${der().toString('hex')}` : `${name}=${escaped(value)}`;
}

function escaped(value: string): string {
  return value
    .replace(/["+,;<>\\]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

function utf8String(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length > 127) throw new RangeError('a value of 127 bytes or fewer was expected');
  return Buffer.concat([Buffer.from([0x0c, bytes.length]), bytes]);
}
