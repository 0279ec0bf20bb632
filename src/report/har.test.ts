import { har as isHar } from 'har-validator';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../model/report.ts';
import { har } from './har.ts';
import { reportText } from './json.ts';
import { exchange, failure, hostileReport, report, result } from './testing/sample-report.ts';

interface Har {
  readonly log: {
    readonly pages: readonly { readonly id: string }[];
    readonly entries: readonly Entry[];
  };
}

interface Entry {
  readonly pageref: string;
  readonly startedDateTime: string;
  readonly request: { readonly url: string; readonly queryString: readonly unknown[] };
  readonly response: { readonly status: number; readonly _error?: string };
}

const textOf = (of: RunReport) =>
  har.render(of, { color: false, out: 'reports', quiet: false, headline: true });
const logOf = (of: RunReport) => (JSON.parse(textOf(of)) as Har).log;

const at = (second: number) =>
  exchange({ startedAt: new Date(Date.UTC(2026, 10, 22, 8, 0, second)).toISOString() });

describe('the HAR file', () => {
  it('reads as a whole', () => {
    expect(textOf(report([failure()]))).toMatchInlineSnapshot(`
      "{"log":{"version":"1.2","creator":{"name":"dcr-conformance","version":"0.1.0"},"comment":"dcr-conformance 0.1.0 · ob-uk-3.3 · target: https://bank.example/register","pages":[
      {"startedDateTime":"2026-11-22T08:00:00.000Z","id":"claims/aud-absent","title":"fail claims/aud-absent: sends a request without aud","pageTimings":{}}
      ],"entries":[
      {"pageref":"claims/aud-absent","startedDateTime":"2026-11-22T08:00:00.000Z","time":4,"request":{"method":"POST","url":"https://bank.example/register","httpVersion":"HTTP/1.1","cookies":[],"headers":[{"name":"content-type","value":"application/jwt"}],"queryString":[],"postData":{"mimeType":"application/jwt","text":"e30.e30.AA"},"headersSize":-1,"bodySize":-1},"response":{"status":201,"statusText":"","httpVersion":"HTTP/1.1","cookies":[],"headers":[{"name":"content-type","value":"application/json"}],"content":{"size":2,"mimeType":"application/json","text":"{}"},"redirectURL":"","headersSize":-1,"bodySize":-1},"cache":{},"timings":{"send":0,"wait":4,"receive":0}}
      ]}}
      "
    `);
  });

  const dead = exchange({ response: null, failure: { kind: 'timeout', message: 'after 10 s' } });
  const bare = exchange();
  const get = exchange({ request: { ...bare.request, method: 'GET', body: null, headers: [] } });

  it.each([
    ['of a run', report([result(), failure()])],
    ['of a run without an exchange', report([])],
    ['of an exchange without an answer', report([result({ exchanges: [dead, get] })])],
    ['of hostile text', hostileReport('\ud800 "\n\u0000 {"log":1}')],
  ])('%s fits the schema of HAR 1.2', async (_what, of) => {
    await expect(isHar(JSON.parse(textOf(of)))).resolves.toBeDefined();
  });

  it.each([
    ['an entry without a request', /"request":\{/, '"asked":{'],
    ['a URL that is none', /https:\/\/bank\.example\/register/, 'no url'],
    ['a time that is none', /"startedDateTime":"2026/, '"startedDateTime":"in 2026'],
  ])('would not fit with %s', async (_what, from, to) => {
    const [head = '', ...rest] = textOf(report([result()])).split('"entries":');
    const entries = rest.join('').replace(from, to);
    const broken: unknown = JSON.parse(`${head}"entries":${entries}`);
    await expect(isHar(broken)).rejects.toThrow();
  });

  it('is in the order of time, each case a page', () => {
    const cases = [
      result({ caseId: 'claims/b', exchanges: [at(3), at(1)] }),
      result({ caseId: 'claims/a', exchanges: [at(2)] }),
    ];
    const { entries } = logOf(report(cases));
    expect(entries.map(({ pageref }) => pageref)).toEqual(['claims/b', 'claims/a', 'claims/b']);
  });

  it('has a control that cases share once, from the run and from its file', () => {
    const control = { caseId: 'registration/full', verdict: 'pass', exchange: at(5) } as const;
    const live = report([failure({ control }), failure({ caseId: 'claims/b', control })]);
    const saved = JSON.parse(reportText(live)) as RunReport;
    const refs = logOf(live).entries.map(({ pageref }) => pageref);
    expect(refs.filter((ref) => ref.startsWith('control'))).toEqual(['control registration/full']);
    expect(textOf(saved)).toBe(textOf(live));
  });

  it('says why there is no answer', () => {
    const [first] = logOf(report([result({ exchanges: [dead] })])).entries;
    expect(first?.response).toMatchObject({ status: 0, _error: 'timeout: after 10 s' });
  });

  it('keeps what stands for a credential in a URL', () => {
    const url = `https://bank.example/r?a=1&t=$` + '{DCR_TOKEN}';
    const own = exchange({ request: { ...bare.request, url } });
    const [first] = logOf(report([result({ exchanges: [own] })])).entries;
    expect(first?.request.url).toBe(url);
    expect(first?.request.queryString).toContainEqual({ name: 'a', value: '1' });
  });
});
