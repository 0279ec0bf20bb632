import { describe, expect, it } from 'vitest';
import { servePage } from './ui-server.ts';

describe('the server of the page', () => {
  it('serves it on loopback, with what its own policy cannot say', async () => {
    const page = await servePage('<p>page</p>', 0);
    try {
      const response = await fetch(page.url);
      expect(new URL(page.url).hostname).toBe('127.0.0.1');
      expect(await response.text()).toBe('<p>page</p>');
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    } finally {
      await page.close();
    }
  });

  it.each([
    ['another path', 'package.json', 'GET', 404],
    ['a way out', '..%2f..%2fpackage.json', 'GET', 404],
    ['another method', '', 'POST', 405],
  ])('answers nothing to %s', async (_name, path, method, status) => {
    const page = await servePage('page', 0);
    try {
      const response = await fetch(`${page.url}${path}`, { method });
      expect([response.status, await response.text()]).toEqual([status, '']);
    } finally {
      await page.close();
    }
  });

  it('says in a line that a port is taken', async () => {
    const page = await servePage('page', 0);
    try {
      const { port } = new URL(page.url);
      await expect(servePage('page', Number(port))).rejects.toThrow(`port ${port} cannot be had`);
    } finally {
      await page.close();
    }
  });
});
