import { beforeAll, describe, expect, it } from 'vitest';
import { PROFILES } from '../../profiles/index.ts';
import { type Analysis, analyse } from '../lint.ts';
import { lintSchema } from '../schema.ts';
import { NOW, REQUEST, recordText, requestText, ssaText } from '../testing/documents.ts';
import { consoleView } from './console.ts';
import { githubAnnotations } from './github.ts';
import { sarif } from './sarif.ts';

const TOOL = { name: 'dcr-conformance', version: '0.0.0' };
const HOSTILE = '\u001b[31m::error::%0A##[error]\u202e';

async function analysed(...texts: readonly string[]): Promise<Analysis> {
  const profile = PROFILES['ob-uk-3.3'];
  return analyse({
    texts: texts.map((text, index) => ({ name: `in/text ${index + 1}.txt`, text })),
    now: NOW + 2,
    ...(profile === undefined ? {} : { profile }),
  });
}

let broken: Analysis;
let hostile: Analysis;
beforeAll(async () => {
  const request = requestText({
    redirect_uris: ['https://tpp.example/a', 'https://evil.example'],
    exp: undefined,
  });
  broken = await analysed(request, recordText({ client_id_issued_at: '1' }));
  hostile = await analysed(
    requestText({ iss: HOSTILE, application_type: HOSTILE }),
    recordText({ scope: HOSTILE }),
  );
});

const view = (analysis: Analysis, options: Partial<Parameters<typeof consoleView>[1]> = {}) =>
  consoleView(analysis, { color: false, quiet: false, ...options });

describe('the view for a terminal', () => {
  it('marks the line that a finding is about, and says the finding under it', () => {
    expect(view(broken)).toMatch(
      /^✗ +"https:\/\/evil\.example"\n +✗ error +A redirect URI is not one of/m,
    );
  });

  it('says what is missing behind the last member', () => {
    expect(view(broken)).toMatch(
      /^✗ {3}\}\n +✗ error +exp of the registration request is missing/m,
    );
  });

  it('names clause with link, repair and likely error code', () => {
    expect(view(broken)).toMatch(
      /fix +Request only URIs.*\n +clause +OBUK-redirect_uris-1: .*https:.*\n +bank +may answer invalid_redirect_uri/,
    );
  });

  it('says which profile judged, at which time, and how many findings there are', () => {
    const text = view(broken);
    expect(text).toMatch(/^profile ob-uk-3\.3; times judged at 2027-01-15T08:00:02Z\n/);
    expect(text).toMatch(/3 errors, 1 warning, 0 remarks\n$/);
  });

  it('says that a signature was not looked at, and how to have it looked at', () => {
    expect(view(broken)).toContain(
      'signature not looked at: no keys, give --jwks (PS256, kid software-1, 256 bytes)',
    );
  });

  it('is plain text without colour', () => {
    expect(view(broken)).not.toContain('\u001b');
    expect(view(broken, { color: true })).toContain('\u001b[31m');
  });

  it('shows the findings alone when quiet', () => {
    expect(view(broken, { quiet: true })).not.toContain('"grant_types"');
    expect(view(broken, { quiet: true })).toContain('redirect.subset');
  });

  it('says which finding explains an error', async () => {
    const error = await analysed(
      requestText({ redirect_uris: ['https://evil.example'] }),
      '{"error":"invalid_redirect_uri"}',
    );
    expect(view(error)).toContain('explains what the bank answered');
  });

  it('shows a right transaction without a mark', async () => {
    const text = view(await analysed(requestText(), recordText()));
    expect(text).not.toMatch(/[✗!]/);
    expect(text).toMatch(/0 errors, 0 warnings, 0 remarks\n$/);
  });

  it('spells out what a terminal would act on', () => {
    const text = view(hostile);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
  });

  it('shows no secret', async () => {
    const text = view(
      await analysed(recordText({ client_secret: 'hidden-secret', client_secret_expires_at: 0 })),
    );
    expect(text).toContain('"client_secret": present, not shown');
    expect(text).not.toContain('hidden-secret');
  });
});

describe('SARIF', () => {
  interface Log {
    readonly version: string;
    readonly runs: readonly [
      {
        readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
        readonly results: readonly {
          readonly ruleId: string;
          readonly ruleIndex: number;
          readonly level: string;
          readonly message: { readonly text: string };
          readonly locations: readonly [
            {
              readonly physicalLocation: {
                readonly artifactLocation: { readonly uri: string };
                readonly region: { readonly startLine: number; readonly startColumn: number };
              };
            },
          ];
        }[];
      },
    ];
  }
  const log = (analysis: Analysis) => JSON.parse(sarif(analysis.report, TOOL)) as Log;

  it('has a result for every finding, with its rule and place', () => {
    const { version, runs } = log(broken);
    const [{ tool, results }] = runs;
    expect(version).toBe('2.1.0');
    expect(results.length).toBe(broken.report.findings.length);
    for (const { ruleId, ruleIndex, level, locations } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
      const [{ physicalLocation }] = locations;
      expect(physicalLocation.artifactLocation.uri).toMatch(/^in\/text%20[12]\.txt$/);
      expect(physicalLocation.region.startLine).toBeGreaterThan(0);
    }
  });

  it('has every rule once', () => {
    const ids = log(broken).runs[0].tool.driver.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('GitHub annotations', () => {
  it('are one line each, with file and place', () => {
    const lines = githubAnnotations(broken.report).trimEnd().split('\n');
    expect(lines.length).toBe(broken.report.findings.length);
    expect(lines[0]).toMatch(/^::error file=in\/text 1\.txt,line=1,col=\d+,title=[\w.]+::/);
  });

  it('hold no command of a hostile document', () => {
    for (const line of githubAnnotations(hostile.report).trimEnd().split('\n')) {
      expect(line).toMatch(/^::(error|warning|notice) /);
      expect(line).not.toContain('##[');
      expect(line).not.toContain('\u001b');
    }
  });
});

describe('the answer', () => {
  it.each([
    ['a broken transaction', () => broken],
    ['a hostile one', () => hostile],
  ])('has the published shape: %s', (_what, analysis) => {
    expect(lintSchema.parse(JSON.parse(JSON.stringify(analysis().report)))).toEqual(
      analysis().report,
    );
  });

  it.each([
    ['a statement', [ssaText()]],
    ['an error', ['{"error":"invalid_redirect_uri"}']],
    ['a key set', ['{"keys":[]}']],
    ['a curl command', [`curl https://bank.example -d '${requestText()}'`]],
    ['plain metadata', [JSON.stringify(REQUEST)]],
    ['nothing', ['']],
  ])('has the published shape for %s', async (_what, texts) => {
    const { report } = await analysed(...texts);
    expect(lintSchema.safeParse(report).error).toBeUndefined();
  });
});
