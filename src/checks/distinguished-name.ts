const NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.97': 'ORGANIZATIONIDENTIFIER',
};

/** Attribute type → its values, sorted and joined: a type may occur several times. */
function attributes(dn: string): Map<string, string> {
  const found = new Map<string, string[]>();
  for (const part of dn.split(/(?<!\\)[,+]/)) {
    const at = part.indexOf('=');
    const type = part
      .slice(0, at)
      .trim()
      .replace(/^oid\./i, '');
    const name = NAMES[type] ?? type.toUpperCase();
    found.set(
      name,
      [
        ...(found.get(name) ?? []),
        part
          .slice(at + 1)
          .trim()
          .toLowerCase(),
      ].sort(),
    );
  }
  return new Map([...found].map(([name, values]) => [name, values.join(',')]));
}

/**
 * True when two RFC 4514 names may name the same subject: order, spacing, case and OID form are the server's choice,
 * and a value in hexadecimal BER (`#…`) is not compared.
 */
export function sameName(left: string, right: string): boolean {
  const a = attributes(left);
  const b = attributes(right);
  if (a.size !== b.size) return false;
  return [...a].every(([type, value]) => {
    const other = b.get(type);
    return (
      other !== undefined && (other === value || other.startsWith('#') || value.startsWith('#'))
    );
  });
}
