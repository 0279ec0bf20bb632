import { describe, expect, it } from 'vitest';
import { createRoute, isExcepted } from './route.ts';

const proxy = { url: 'http://proxy.example:3128', credentials: null };

describe('isExcepted', () => {
  it.each([
    ['bank.example', 'https://bank.example/', true],
    ['bank.example', 'https://api.bank.example/', true],
    ['bank.example', 'https://otherbank.example/', false],
    ['.bank.example', 'https://api.bank.example/', true],
    ['*.bank.example', 'https://api.bank.example/', true],
    ['BANK.example.', 'https://bank.EXAMPLE/', true],
    ['bank.example:8443', 'https://bank.example:8443/', true],
    ['bank.example:8443', 'https://bank.example/', false],
    ['bank.example:443', 'https://bank.example/', true],
    ['*', 'https://bank.example/', true],
    ['10.0.0.0/8', 'https://10.1.2.3/', true],
    ['10.0.0.0/8', 'https://11.1.2.3/', false],
    ['10.0.0.0/8', 'https://bank.example/', false],
    ['10.0.0.0/99', 'https://10.1.2.3/', false],
    ['192.0.2.1', 'https://192.0.2.1:8443/', true],
    ['0.2.1', 'https://192.0.2.1/', false],
    ['2001:db8::/32', 'https://[2001:db8::1]/', true],
    ['::1', 'https://[::1]:8443/', true],
    ['[::1]:8443', 'https://[::1]:8443/', true],
    ['[::1]:8443', 'https://[::1]/', false],
    ['', 'https://bank.example/', false],
  ])('NO_PROXY=%s for %s: %s', (entry, url, expected) => {
    expect(isExcepted([entry], new URL(url))).toBe(expected);
  });
});

describe('createRoute', () => {
  it('knows a proxy for each scheme', () => {
    const route = createRoute({ http: null, https: proxy, except: [], loopback: false });
    expect([
      route.proxyFor(new URL('https://bank.example/')),
      route.proxyFor(new URL('http://bank.example/')),
    ]).toEqual([proxy, null]);
  });

  it.each([
    [true, proxy],
    [false, null],
  ])('sends loopback through a proxy that was asked for by name (%s)', (loopback, expected) => {
    const route = createRoute({ http: null, https: proxy, except: [], loopback });
    expect(route.proxyFor(new URL('https://localhost:9443/'))).toEqual(expected);
  });

  it('knows the addresses of a host at a port', () => {
    const route = createRoute(null, [
      { host: 'bank.example', port: 443, addresses: ['192.0.2.1'] },
    ]);
    expect([
      route.addressesOf('BANK.example', 443),
      route.addressesOf('bank.example', 8443),
    ]).toEqual([['192.0.2.1'], null]);
  });
});
