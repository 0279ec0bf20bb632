import { describe, expect, it } from 'vitest';
import { hostRules } from './hosts.ts';
import { registrableDomain } from './registrable-domain.ts';

describe('registrableDomain', () => {
  it.each([
    ['bank.example', 'bank.example'],
    ['Auth.API.bank.example.', 'bank.example'],
    ['auth.bank.co.uk', 'bank.co.uk'],
    ['bank.com.au', 'bank.com.au'],
    ['bank.co', 'bank.co'],
    ['a.gov.scot', 'a.gov.scot'],
    ['auth.bank.kawasaki.jp', 'auth.bank.kawasaki.jp'],
    ['auth.one.azurewebsites.net', 'one.azurewebsites.net'],
    ['co.uk', 'co.uk'],
    ['auth.bank.internal', 'bank.internal'],
    ['auth.bank.co', 'bank.co'],
    ['localhost', 'localhost'],
    ['192.0.2.7', '192.0.2.7'],
    ['[2001:db8::7]', '[2001:db8::7]'],
  ])('of %s is %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });
});

describe('hostRules', () => {
  const rules = (named: string, verified = true, allowHosts: string[] = []) =>
    hostRules({
      named: [new URL(named)],
      domainOf: verified ? registrableDomain : null,
      allowHosts,
    });

  it.each<[named: string, url: string, allowed: boolean, verified?: boolean, hosts?: string[]]>([
    ['https://auth.bank.example', 'https://auth.bank.example:8443/x', true],
    ['https://auth.bank.example', 'https://api.bank.example/x', true],
    ['https://auth.bank.example', 'https://api.bank.example/x', false, false],
    ['https://auth.bank.example', 'https://evil.example/x', false],
    ['https://auth.bank.example', 'https://bank.example.evil.example/x', false],
    ['https://auth.bank.example', 'https://localhost/x', false],
    ['https://auth.bank.example', 'http://127.0.0.1/x', false],
    ['https://auth.bank.example', 'file:///etc/passwd', false],
    ['https://auth.bank.example', 'https://user:pass@auth.bank.example/x', false],
    [
      'https://auth.bank.example',
      'https://user@auth.bank.example/x',
      false,
      true,
      ['auth.bank.example'],
    ],
    ['https://auth.bank.example', 'https://Other.example/x', true, true, ['other.example']],
    ['https://auth.bank.example', 'https://other.example:444/x', true, true, ['other.example:444']],
    ['https://auth.bank.example', 'https://other.example/x', false, true, ['other.example:444']],
    ['https://192.0.2.7', 'https://192.0.2.8/x', false],
    ['https://one.azurewebsites.net', 'https://two.azurewebsites.net/x', false],
    ['http://localhost:9443', 'http://127.0.0.1:7/x', true],
    ['http://localhost:9443', 'https://bank.example/x', false],
  ])('a run against %s may call %s: %s', (named, url, allowed, verified, hosts) => {
    expect(rules(named, verified, hosts)(new URL(url))).toBe(allowed);
  });
});
