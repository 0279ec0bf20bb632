import type { HttpMessage } from '../../model/draft.ts';
import { editText } from '../edits.ts';
import { httpMessages } from '../http-messages.ts';
import { along, claims, type Facts, http, type Stimulus } from '../stimulus.ts';

function text(slug: string, title: string, edit: (json: string) => string, core = false): Stimulus {
  return claims(
    {
      id: `request.text.${slug}`,
      title: `a body that ${title}`,
      path: 'request.claims',
      breaks: ['RFC7591-3.1-1'],
      core,
      put: core,
    },
    editText('request', 'claims', edit),
  );
}

const bodies: readonly Stimulus[] = [
  text('array', 'is an array', (json) => `[${json}]`, true),
  text('string', 'is a JSON text', (json) => JSON.stringify(json)),
  text('number', 'is a number', () => '1700000000'),
  text('null', 'is null', () => 'null'),
  text('truncated', 'is cut short', (json) => json.slice(0, -1), true),
  text('trailing', 'has other text behind its object', (json) => `${json}ABCD`),
  text('empty', 'is empty', () => ''),
  text('wrapped', 'has its metadata inside another object', (json) => `{"metadata":${json}}`, true),
];

const odd: readonly Stimulus[] = [
  claims(
    {
      id: 'request.text.byte-order-mark',
      title: 'a body that begins with a byte order mark',
      path: 'request.claims',
    },
    editText('request', 'claims', (json) => `\ufeff${json}`),
  ),
  claims(
    {
      id: 'request.text.one-megabyte',
      title: 'a body that holds a text of one megabyte',
      path: 'request.claims',
      needs: ['robustness'],
      situation: 'too-large',
    },
    editText(
      'request',
      'claims',
      (json) => `${json.slice(0, -1)},"x_large":"${'a'.repeat(1_000_000)}"}`,
    ),
  ),
  claims(
    {
      id: 'request.text.deep',
      title: 'a body that is nested 10000 levels deep',
      path: 'request.claims',
      needs: ['robustness'],
      ...along('RFC 8259 9 lets a parser limit the depth.', 'RFC7591-3.1-1'),
    },
    editText(
      'request',
      'claims',
      (json) => `${json.slice(0, -1)},"x_deep":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    ),
  ),
];

function typed(type: string | null): (message: HttpMessage) => HttpMessage {
  return (message) => {
    const others = message.headers.filter(([name]) => name.toLowerCase() !== 'content-type');
    return { ...message, headers: type === null ? others : [['content-type', type], ...others] };
  };
}

const UNREAD: Partial<Facts> = along(
  'A server may refuse a body of another type (415).',
  'RFC7591-3-1',
);

const mediaTypes: readonly Stimulus[] = (
  [
    ['text-plain', 'as text/plain', 'text/plain', UNREAD],
    ['form', 'as a form', 'application/x-www-form-urlencoded', UNREAD],
    ['absent', 'without a media type', null, UNREAD],
    ['charset', 'with the parameter charset=utf-8', 'application/json; charset=utf-8', {}],
    ['upper-case', 'whose media type is in upper case', 'APPLICATION/JSON', {}],
  ] as const
).map(([slug, title, type, facts]) =>
  http(
    {
      id: `http.media-type.${slug}`,
      title: `a request ${title}`,
      path: 'http.headers.content-type',
      area: 'transport',
      situation: 'media-type',
      touches: ['RFC7591-3-1'],
      why: 'No clause obliges a server to refuse, or to take, any other than the plain media type.',
      ...facts,
    },
    typed(type),
  ),
);

const methods = httpMessages.filter(({ id }) => /^http\.(method|accept)\./.test(id));

/** The body of a registration in plain JSON (RFC 7591 3.1), and the message around it. */
export const openBodies: readonly Stimulus[] = [...bodies, ...odd, ...mediaTypes, ...methods];
