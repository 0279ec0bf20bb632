import type { JsonObject } from '../../../src/model/json.ts';
import { type Answer, json } from './bank.ts';
import type { Call, Hostile } from './hostile.ts';

/** Whatever begins so must not be taken for an order by anybody who reads a report. */
export const MARKER = 'hostile-marker';

/** Terminal, CI log, HTML, XML, Markdown, CSV and shell: each may act on one of these. */
const PAYLOADS = [
  `\u001b[31mred\u001b[0m\u001b]8;;https://evil.example\u0007${MARKER}`,
  `\u009b2J\u009d0;${MARKER}\u009c\u0090q\u009c`,
  `x\r\n::error title=${MARKER}::gotcha`,
  `::error title=${MARKER}::gotcha`,
  `\n::set-output name=${MARKER}::x\n::stop-commands::${MARKER}`,
  `##[error]${MARKER} ##vso[task.setvariable variable=x]${MARKER} ##teamcity[message text='${MARKER}']`,
  `<${MARKER} onload=alert(1)>`,
  `</script><script>alert('${MARKER}')</script>`,
  `"><${MARKER} x="`,
  `' onmouseover='${MARKER}`,
  `]]><${MARKER}/><![CDATA[`,
  `--><${MARKER}/>`,
  `&${MARKER};`,
  `javascript:alert('${MARKER}')`,
  `=HYPERLINK("https://evil.example","${MARKER}")`,
  `+${MARKER}`,
  `-2+3+cmd|' /C calc'!A0`,
  `@SUM(${MARKER})`,
  `\t=${MARKER}`,
  `"; touch ${MARKER}; "`,
  `'; touch ${MARKER}; '`,
  `$(touch ${MARKER}) \`touch ${MARKER}\` || touch ${MARKER}`,
  `![${MARKER}](javascript:alert(1)) [${MARKER}](https://evil.example)`,
  `\`\`\`\n<${MARKER}>\n\`\`\` | ${MARKER} | \n# ${MARKER}`,
  `\u202e${MARKER}\u2066\u200f`,
  `\0\u0001\u0008\u000b\u000c\u007f\ufffe\uffff${MARKER}`,
  `\ud800${MARKER}\udc00`,
  `\u2028::error title=${MARKER}::\u2029::error::${MARKER}\u0085::error::${MARKER}`,
  `%0A::error title=${MARKER}::x {{${MARKER}}} \${${MARKER}} <%= ${MARKER} %>`,
] as const;

/** One payload after the other, without end. */
function payloads(): () => string {
  let at = 0;
  return () => {
    const payload = PAYLOADS[at % PAYLOADS.length] ?? '';
    at += 1;
    return payload;
  };
}

/** A header can hold what is no control character below 0x80, and each byte above. */
function forHeader(text: string): string {
  return text.replace(/[^\x20-\x7e\x80-\xff]/g, ' ');
}

const all = PAYLOADS.join(' ');

const headers = [
  ['X-Hostile', forHeader(all)],
  [`X-${MARKER}`, forHeader('\u009b2J ::error:: <b> =1')],
  ['WWW-Authenticate', forHeader(`Bearer realm="${all}"`)],
  ['Location', forHeader(`javascript:alert('${MARKER}')`)],
  ['Server', forHeader(`::error title=${MARKER}::x ##[error]`)],
  ['Set-Cookie', forHeader(`x=${MARKER}; \u009b2J`)],
] as const;

/** Members of `record` with a payload each; those of `kept` as they are. */
function spoilt(record: JsonObject, next: () => string, kept: readonly string[]): JsonObject {
  const members = Object.entries(record).map(([name, value]) => [
    name,
    kept.includes(name) ? value : typeof value === 'string' ? next() : [next(), next()],
  ]);
  return {
    ...Object.fromEntries(members),
    [next()]: next(),
    [`__${MARKER}`]: { [next()]: next() },
  };
}

function parsed(call: Call): JsonObject | null {
  const { body } = call.honest;
  return typeof body === 'string' && body.startsWith('{') ? (JSON.parse(body) as JsonObject) : null;
}

const withHeaders = (answer: Answer): Answer => ({
  ...answer,
  headers: [...answer.headers, ...headers],
});

const next = payloads();

/** Refuses everything, in words that are meant for somebody else. */
const refusing: Hostile = {
  name: 'hostile text in every refusal',
  behave: ({ request, honest, write }) => {
    if (request.method === 'GET') return write(honest);
    write(
      withHeaders(
        json(400, { error: next(), error_description: all, error_uri: next(), [next()]: next() }),
      ),
    );
  },
  fromStart: 3,
  later: 1,
};

/** Lets everything pass, and says it with hostile text in every string but the identifiers that keep the run going. */
const accepting: Hostile = {
  name: 'hostile text in every string of every answer',
  behave: (call) => {
    const { request, honest, write, count } = call;
    const record = parsed(call);
    if (record === null)
      return write(withHeaders({ ...honest, body: honest.status === 204 ? '' : all }));
    if (request.path.startsWith('/.well-known/')) {
      const kept = ['issuer', 'registration_endpoint', 'token_endpoint'];
      return write(
        withHeaders(
          json(honest.status, {
            ...spoilt(record, next, kept),
            jwks_uri: next(),
            revocation_endpoint: next(),
          }),
        ),
      );
    }
    // Now and then a text instead of JSON, and another media type.
    const body = json(
      honest.status,
      spoilt(record, next, ['client_id', 'access_token', 'token_type']),
    );
    write(
      withHeaders(
        count % 7 === 0
          ? { ...body, headers: [['Content-Type', forHeader(all)]], body: all }
          : body,
      ),
    );
  },
  fromStart: 1,
  later: 1,
};

/** Identifiers and tokens that a URL and a header can carry, and that every shell and every page would act on. */
const identifying: Hostile = {
  name: 'hostile text in client_id and access_token',
  behave: (call) => {
    const record = parsed(call);
    const { honest, write } = call;
    if (record === null) return write(honest);
    const text = `"><${MARKER}>'; $(touch ${MARKER}) \`${MARKER}\` ::error:: ##[error] =1+1 | ../..`;
    const replaced = Object.fromEntries(
      Object.entries(record).map(([name, value]) => [
        name,
        name === 'client_id' || name === 'access_token' ? text : value,
      ]),
    );
    write(json(honest.status, replaced));
  },
  fromStart: 1,
  later: 1,
};

/** The one that spoils most comes first. */
export const STRINGS: readonly Hostile[] = [accepting, refusing, identifying];
