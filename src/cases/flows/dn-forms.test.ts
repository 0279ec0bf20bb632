import { expect, it } from 'vitest';
import { dnForms } from './dn-forms.ts';

const DN_FORMS = dnForms({ lineage: ['ob-uk-3.3'] });

const SUBJECT = String.raw`CN=software 1,2.5.4.97=#0c035052,O=Smith\, Co,C=GB`;

it.each([
  [
    'in the order of the certificate',
    String.raw`C=GB,O=Smith\, Co,2.5.4.97=#0c035052,CN=software 1`,
  ],
  [
    'with an OID and hexadecimal for CN',
    String.raw`2.5.4.3=#0c0a736f6674776172652031,2.5.4.97=#0c035052,O=Smith\, Co,C=GB`,
  ],
  [
    'with OIDs and plain text',
    String.raw`2.5.4.3=software 1,2.5.4.97=PR,2.5.4.10=Smith\, Co,2.5.4.6=GB`,
  ],
  [
    'with the name organizationIdentifier',
    String.raw`CN=software 1,organizationIdentifier=PR,O=Smith\, Co,C=GB`,
  ],
  ['with types in lower case', String.raw`cn=software 1,2.5.4.97=#0c035052,o=Smith\, Co,c=GB`],
  [
    'with spaces as escaped pairs of hexadecimal digits',
    String.raw`CN=software\201,2.5.4.97=#0c035052,O=Smith\,\20Co,C=GB`,
  ],
  [
    'with a space after each comma',
    String.raw`CN=software 1, 2.5.4.97=#0c035052, O=Smith\, Co, C=GB`,
  ],
])('a subject %s', (title, written) => {
  expect(DN_FORMS.find((form) => form.title === title)?.write(SUBJECT)).toBe(written);
});

it('has no other form', () => {
  expect(DN_FORMS.length).toBe(7);
});

it('a name that RFC 4514 does not have is no form where only its names are known', () => {
  expect(dnForms({ lineage: ['obb-br'] }).map(({ title }) => title)).toEqual(
    DN_FORMS.map(({ title }) => title).filter((title) => !title.includes('organizationIdentifier')),
  );
});
