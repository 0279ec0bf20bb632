import type { SuccessInput } from '../model/check.ts';
import { responseHeader } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import { present } from './compare.ts';
import { duplicateMembers, parseObject } from './json-text.ts';
import { judge } from './judge.ts';
import { isJson } from './media-type.ts';
import { noAnswer } from './no-answer.ts';
import { ROW, rowOr, UK_ROW } from './rows.ts';
import { listed, shown } from './shown.ts';

const RIGHT_STATUS = { post: 201, get: 200, put: 200 } as const;

function statusRow(input: SuccessInput): string {
  if (input.operation === 'post') return ROW.created;
  if (input.operation === 'put') return ROW.updated;
  return rowOr(input.profile, UK_ROW.read, ROW.updated);
}

/** Status, media type, JSON object, unique member names, caching. The last four only when the status is 2xx. */
export function httpFindings(input: SuccessInput): Finding[] {
  const { exchange, weigh } = input;
  const right = RIGHT_STATUS[input.operation];
  const expected = `status ${right}`;
  const requirement = statusRow(input);
  const nothing = noAnswer({ check: 'success.status', requirement, expected, exchange, weigh });
  if (nothing) return [nothing];
  const { status = 0, body = '' } = exchange.response ?? {};
  const findings = judge(
    {
      check: 'success.status',
      requirement,
      expected,
      message: 'The status is the one for success.',
    },
    weigh,
    status === right
      ? []
      : [
          {
            requirement,
            expected,
            actual: `status ${status}${status > 299 ? `: ${shown(body)}` : ''}`,
            message:
              status > 299
                ? 'A valid request was refused.'
                : 'Success has another status than the clause says.',
          },
        ],
  );
  return status > 299 || status < 200 ? findings : [...findings, ...bodyFindings(input)];
}

function bodyFindings(input: SuccessInput): Finding[] {
  const { exchange, weigh } = input;
  const requirement = ROW.successBody;
  const body = exchange.response?.body ?? '';
  const record = parseObject(body);
  const mediaType = {
    check: 'success.media-type',
    requirement,
    expected: 'application/json',
    message: 'The media type is JSON.',
  };
  const shape = {
    check: 'success.body',
    requirement,
    expected: 'one JSON object',
    message: 'The body is one JSON object.',
  };
  const findings = [
    ...judge(
      mediaType,
      weigh,
      isJson(exchange)
        ? []
        : [
            {
              ...mediaType,
              actual: shown(responseHeader(exchange, 'content-type') ?? undefined),
              message: 'The client record is not labelled as JSON.',
            },
          ],
    ),
    ...judge(
      shape,
      weigh,
      record
        ? []
        : [
            {
              ...shape,
              actual: shown(body || 'an empty body'),
              message: 'The body is not a JSON object.',
            },
          ],
    ),
  ];
  if (record === null) return findings;
  const twice = duplicateMembers(body);
  const unique = {
    check: 'success.unique-members',
    requirement,
    expected: 'every member once',
    message: 'Every member occurs once.',
  };
  return [
    ...findings,
    ...judge(
      unique,
      weigh,
      twice.length === 0
        ? []
        : [
            {
              ...unique,
              // RFC 8259 4 says SHOULD, and no clause of registration goes further.
              verdict: 'warn',
              actual: `twice: ${listed(twice)}`,
              message: 'Readers disagree about which of two equal members counts.',
            },
          ],
    ),
    ...cachingFindings(
      input,
      present(record.client_secret) || present(record.registration_access_token),
    ),
  ];
}

function cachingFindings({ exchange, weigh }: SuccessInput, credentials: boolean): Finding[] {
  const caching = {
    check: 'success.caching',
    requirement: ROW.noStore,
    expected: credentials ? 'Cache-Control: no-store' : 'nothing: the body holds no credential',
  };
  const header = responseHeader(exchange, 'cache-control');
  const stored = credentials && !/(^|[\s,])no-store([\s,]|$)/i.test(header ?? '');
  return judge(
    { ...caching, message: 'Nothing secret is left to caches.' },
    weigh,
    stored
      ? [
          {
            ...caching,
            actual: shown(header ?? undefined),
            message: 'A credential may be kept by caches.',
          },
        ]
      : [],
  );
}
