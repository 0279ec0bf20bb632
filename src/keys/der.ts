import forge from 'node-forge';

export type Der = forge.asn1.Asn1;

const { asn1 } = forge;

function primitive(type: forge.asn1.Type, bytes: string): Der {
  return asn1.create(asn1.Class.UNIVERSAL, type, false, bytes);
}

export const sequence = (...items: Der[]): Der =>
  asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, items);

export const set = (...items: Der[]): Der =>
  asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SET, true, items);

/** [tag] EXPLICIT. */
export const explicit = (tag: number, item: Der): Der =>
  asn1.create(asn1.Class.CONTEXT_SPECIFIC, tag, true, [item]);

/** [tag] IMPLICIT OCTET STRING. */
export const implicitOctets = (tag: number, bytes: Uint8Array): Der =>
  asn1.create(asn1.Class.CONTEXT_SPECIFIC, tag, false, binary(bytes));

export const oid = (dotted: string): Der =>
  primitive(asn1.Type.OID, asn1.oidToDer(dotted).getBytes());

export const integer = (value: number): Der =>
  primitive(asn1.Type.INTEGER, asn1.integerToDer(value).getBytes());

export const nothing = (): Der => primitive(asn1.Type.NULL, '');

export const octets = (bytes: Uint8Array): Der => primitive(asn1.Type.OCTETSTRING, binary(bytes));

export const utf8 = (text: string): Der =>
  primitive(asn1.Type.UTF8, binary(Buffer.from(text, 'utf8')));

/** forge turns the text into UTF-16 itself. */
export const bmp = (text: string): Der => primitive(asn1.Type.BMPSTRING, text);

export const parse = (bytes: Uint8Array): Der => asn1.fromDer(binary(bytes));

export const encode = (item: Der): Buffer => Buffer.from(asn1.toDer(item).getBytes(), 'binary');

/** forge keeps bytes in strings, one character each. */
export function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('binary');
}
