import type { Profile } from '../../model/profile.ts';
import { isRowOf } from '../../requirements/applies.ts';

/** One way of writing a distinguished name (RFC 4514), made of another. */
interface DnForm {
  readonly title: string;
  /** By a name that not every reader has to know. */
  readonly named?: true;
  write(dn: string): string;
}

/** The attributes of a name, most specific first: split at commas that are not escaped. */
function attributes(dn: string): readonly (readonly [type: string, value: string])[] {
  return dn.split(/(?<!\\),/).map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at).trim(), part.slice(at + 1)];
  });
}

function rewritten(
  change: (type: string, value: string) => readonly [type: string, value: string],
): DnForm['write'] {
  return (dn) =>
    attributes(dn)
      .map(([type, value]) => change(type, value).join('='))
      .join(',');
}

const OIDS: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
};

const ORGANISATION_IDENTIFIER = '2.5.4.97';

/** `#` and the hexadecimal DER of a UTF8String (RFC 4514 2.4); a value of that form stays. */
function inHex(value: string): string {
  if (value.startsWith('#')) return value;
  const bytes = Buffer.from(value.replaceAll(/\\(.)/g, '$1'), 'utf8');
  return `#${Buffer.concat([Buffer.from([0x0c, bytes.length]), bytes]).toString('hex')}`;
}

/** What a `#…` value says, with what has to be escaped; other values as they are. */
function inText(value: string): string {
  if (!value.startsWith('#')) return value;
  const text = Buffer.from(value.slice(5), 'hex').toString('utf8');
  return text.replaceAll(/[\\",+;<>]/g, '\\$&');
}

/** Ways of writing the subject of a certificate that RFC 4514 makes equal. */
const DN_FORMS: readonly DnForm[] = [
  {
    title: 'in the order of the certificate',
    write: (dn) =>
      attributes(dn)
        .toReversed()
        .map((pair) => pair.join('='))
        .join(','),
  },
  {
    title: 'with an OID and hexadecimal for CN',
    write: rewritten((type, value) =>
      type === 'CN' ? [OIDS.CN ?? type, inHex(value)] : [type, value],
    ),
  },
  {
    title: 'with OIDs and plain text',
    write: rewritten((type, value) => [OIDS[type] ?? type, inText(value)]),
  },
  {
    title: 'with the name organizationIdentifier',
    named: true,
    write: rewritten((type, value) =>
      type === ORGANISATION_IDENTIFIER ? ['organizationIdentifier', inText(value)] : [type, value],
    ),
  },
  { title: 'with types in lower case', write: rewritten((type, v) => [type.toLowerCase(), v]) },
  {
    title: 'with spaces as escaped pairs of hexadecimal digits',
    write: rewritten((type, value) => [type, value.replaceAll(/(?<!\\) /g, '\\20')]),
  },
  { title: 'with a space after each comma', write: (dn) => dn.replaceAll(/(?<!\\),/g, ', ') },
];

/** Those that are right in `profile`: one ecosystem knows no types but by the names of RFC 4514 and by OID. */
export function dnForms(profile: Pick<Profile, 'lineage'>): readonly DnForm[] {
  const strict = isRowOf(profile, 'OBBR-7.1.2-1');
  return DN_FORMS.filter(({ named }) => !strict || named !== true);
}
