import { describe, expect, it } from 'vitest';
import { discoveryFindings, issuerFindings } from './discovery.ts';
import { privateMembers, sharedKids } from './key-set.ts';
import { broken, exchange, strict } from './testing/exchanges.ts';
import { tlsFindings } from './tls.ts';

const ISSUER = 'https://bank.example/as';

describe('the discovery response', () => {
  const judged = (answer: Parameters<typeof exchange>[0]) =>
    broken(discoveryFindings({ exchange: exchange(answer), weigh: strict }));

  it('is 200 with a JSON object', () => {
    expect(judged({ status: 200, body: { issuer: ISSUER } })).toEqual([]);
  });

  it.each([
    ['another status', { status: 201, body: {} }],
    ['another media type', { status: 200, headers: { 'content-type': 'text/plain' }, body: {} }],
    ['a list', { status: 200, body: '[]' }],
  ])('is not %s', (_what, answer) => {
    expect(judged(answer)).toEqual(['discovery.response OIDCD-4.2-1 fail']);
  });
});

describe('the issuer', () => {
  it.each([
    `${ISSUER}/.well-known/openid-configuration`,
    'https://bank.example/.well-known/oauth-authorization-server/as',
  ])('is the prefix of %s', (url) => {
    expect(broken(issuerFindings({ issuer: ISSUER }, url, strict))).toEqual([]);
    expect(broken(issuerFindings({ issuer: `${ISSUER}/` }, url, strict))).toEqual([]);
  });

  it.each([['https://else.example/as'], [undefined]])('is not %s', (issuer) => {
    const document = issuer === undefined ? {} : { issuer };
    const url = `${ISSUER}/.well-known/openid-configuration`;
    expect(broken(issuerFindings(document, url, strict))).toEqual([
      'discovery.issuer OIDCD-4.3-1 fail',
    ]);
  });
});

describe('a key set', () => {
  it('shows its private members, of any key type', () => {
    const keys = [
      { kty: 'RSA', n: 'n' },
      { kty: 'EC', d: 'd' },
      { kty: 'oct', k: 'k' },
    ];
    expect(privateMembers({ keys })).toEqual(['d', 'k']);
    expect(privateMembers({ keys: [{ kty: 'EC', x: 'x', kid: 'd' }] })).toEqual([]);
  });

  it('shows the kids that keys share', () => {
    expect(sharedKids({ keys: [{ kid: 'a' }, { kid: 'b' }, { kid: 'a' }, {}] })).toEqual(['a']);
  });
});

describe('a TLS connection', () => {
  const judged = (protocol: string, cipher: string) => {
    const tls = { protocol, cipher, authorized: true, clientCertificate: false };
    const rows = { versionRow: 'FAPI1B-7.1-1', cipherRow: 'FAPI1A-8.5-1' };
    return broken(tlsFindings({ exchange: { ...exchange({}), tls }, weigh: strict, ...rows }));
  };

  it('is fit with TLS 1.3, and with TLS 1.2 and an authenticated suite', () => {
    expect(judged('TLSv1.3', 'TLS_AES_256_GCM_SHA384')).toEqual([]);
    expect(judged('TLSv1.2', 'ECDHE-RSA-AES128-GCM-SHA256')).toEqual([]);
  });

  it('is unfit with an old version, with CBC and with RSA key exchange', () => {
    expect(judged('TLSv1.1', 'ECDHE-RSA-AES128-GCM-SHA256')).toEqual([
      'tls.version FAPI1B-7.1-1 fail',
    ]);
    expect(judged('TLSv1.2', 'ECDHE-RSA-AES128-SHA')).toEqual(['tls.cipher FAPI1A-8.5-1 fail']);
    expect(judged('TLSv1.2', 'AES128-GCM-SHA256')).toEqual(['tls.cipher FAPI1A-8.5-1 fail']);
  });
});
