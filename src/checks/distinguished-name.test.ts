import { expect, it } from 'vitest';
import { sameName } from './distinguished-name.ts';

const DN = 'CN=tpp,2.5.4.97=PSDGB-1,O=Ledger Ltd,C=GB';

it.each([
  ['another order', 'C=GB,O=Ledger Ltd,2.5.4.97=PSDGB-1,CN=tpp'],
  ['spaces and letter case', 'cn=TPP, OID.2.5.4.97=psdgb-1, o=ledger ltd, c=gb'],
  ['a short name for an OID', 'CN=tpp,organizationIdentifier=PSDGB-1,O=Ledger Ltd,C=GB'],
  ['a value as hexadecimal BER', 'CN=tpp,2.5.4.97=#0c0750534447422d31,O=Ledger Ltd,C=GB'],
])('%s may name the same subject', (_what, other) => {
  expect(sameName(DN, other)).toBe(true);
});

it.each([
  ['another common name', 'CN=else,2.5.4.97=PSDGB-1,O=Ledger Ltd,C=GB'],
  ['an attribute more', `${DN},OU=x`],
  ['an attribute twice', 'CN=tpp,CN=tpp,2.5.4.97=PSDGB-1,O=Ledger Ltd,C=GB'],
])('%s names another one', (_what, other) => {
  expect(sameName(DN, other)).toBe(false);
});
