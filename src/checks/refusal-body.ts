import { type Exchange, responseHeader } from '../model/exchange.ts';
import type { Finding, Weigh } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import { type Profile, registersOpenly } from '../model/profile.ts';
import { isRowOf } from '../requirements/applies.ts';
import { duplicateMembers, parseObject } from './json-text.ts';
import { type Deviation, judge } from './judge.ts';
import { isJson } from './media-type.ts';
import { isUk, ROW, rowOr, UK_ROW } from './rows.ts';
import { listed, shown } from './shown.ts';

interface Input {
  readonly exchange: Exchange;
  readonly profile: Profile;
  readonly weigh: Weigh;
}

const PRINTABLE = /^[\x20-\x7e]*$/;
/** OpenAPI of Open Banking UK: error_description has 1 to 500 characters. */
const LONGEST_DESCRIPTION = 500;

/** The row that describes the best code of a situation. */
const CODE_ROW: Readonly<Record<string, string>> = {
  invalid_redirect_uri: ROW.codeRedirect,
  invalid_client_metadata: ROW.codeMetadata,
  invalid_software_statement: ROW.codeStatement,
  unapproved_software_statement: ROW.codeUnapproved,
};

/** The body of a registration error (RFC 7591 3.2.2): JSON object, registered error code that fits `codes`, ASCII description. */
export function refusalBodyFindings(input: Input, codes: readonly string[]): Finding[] {
  const { exchange, weigh } = input;
  const body = exchange.response?.body ?? '';
  const error = parseObject(body);
  const requirement = ROW.errorBody;
  const twice = error === null ? [] : duplicateMembers(body);
  const mediaType = { check: 'refusal.media-type', requirement, expected: 'application/json' };
  const shape = { check: 'refusal.body', requirement, expected: 'a JSON object' };
  const shapeDeviations: Deviation[] = [];
  if (error === null) {
    shapeDeviations.push({
      ...shape,
      actual: shown(body === '' ? 'an empty body' : body),
      message: 'The error body is not a JSON object.',
    });
  } else if (twice.length > 0) {
    shapeDeviations.push({
      ...shape,
      verdict: 'warn',
      actual: `twice: ${listed(twice)}`,
      message: 'Members of the error object occur twice.',
    });
  }
  return [
    ...judge(
      { ...mediaType, message: 'The error is labelled as JSON.' },
      weigh,
      isJson(exchange)
        ? []
        : [
            {
              ...mediaType,
              actual: shown(responseHeader(exchange, 'content-type') ?? undefined),
              message: 'The error is not labelled as JSON.',
            },
          ],
    ),
    ...judge({ ...shape, message: 'The error is a JSON object.' }, weigh, shapeDeviations),
    ...(error === null
      ? []
      : [...codeFindings(input, error, codes), ...descriptionFindings(input, error)]),
  ];
}

function codeFindings(input: Input, error: JsonObject, codes: readonly string[]): Finding[] {
  const { profile, weigh } = input;
  const code = error.error;
  const registered = {
    check: 'refusal.code-registered',
    requirement: rowOr(profile, UK_ROW.errorStructure, ROW.errorCode),
    expected: listed(profile.errorCodes),
    actual: shown(code),
  };
  if (typeof code !== 'string' || code === '' || !/^[\x21-\x7e]+$/.test(code)) {
    const message = 'error is not one ASCII code.';
    return judge({ ...registered, message }, weigh, [
      { ...registered, requirement: ROW.errorCode, message },
    ]);
  }
  if (!profile.errorCodes.includes(code)) {
    return judge(
      {
        ...registered,
        requirement: ROW.otherCodes,
        message: 'The error code is none of the registered ones, as the clause allows.',
      },
      weigh,
      isRowOf(profile, ROW.otherCodes)
        ? []
        : [
            {
              ...registered,
              // RFC 7591 3.2.2 defines four codes, and does not say that there are no others.
              ...(registersOpenly(profile) ? { verdict: 'warn' } : {}),
              message: 'The error code is not one of the registered ones.',
            },
          ],
    );
  }
  const findings = judge({ ...registered, message: 'The error code is registered.' }, weigh, []);
  const best = codes[0];
  if (best === undefined) return findings;
  const fits = {
    check: 'refusal.code-fits',
    requirement: CODE_ROW[best] ?? ROW.codeMetadata,
    expected: listed(codes),
    actual: code,
  };
  return [
    ...findings,
    ...judge(
      { ...fits, message: 'The error code fits the defect.' },
      weigh,
      codes.includes(code)
        ? []
        : [{ ...fits, message: 'Refused, but with the code of another defect.' }],
    ),
  ];
}

function descriptionFindings(input: Input, error: JsonObject): Finding[] {
  const { profile, weigh, exchange } = input;
  const description = error.error_description;
  const check = 'refusal.description';
  const expected = 'absent, or printable ASCII text';
  const requirement = ROW.errorDescription;
  const good = {
    check,
    requirement,
    expected,
    message: 'The description is absent or ASCII text.',
  };
  if (description === undefined || description === null) return judge(good, weigh, []);
  const deviations: Deviation[] = [];
  const actual = shown(description);
  if (typeof description !== 'string' || !PRINTABLE.test(description)) {
    deviations.push({
      requirement,
      expected,
      actual,
      message: 'error_description is not ASCII text.',
    });
  }
  if (isUk(profile) && typeof description !== 'string') {
    deviations.push({
      requirement: UK_ROW.errorStructure,
      expected: 'a string',
      actual,
      message: 'error_description is not a string.',
    });
  }
  const length = typeof description === 'string' ? description.length : 1;
  if (isUk(profile) && (length === 0 || length > LONGEST_DESCRIPTION)) {
    deviations.push({
      requirement: UK_ROW.errorStructure,
      expected: `1 to ${LONGEST_DESCRIPTION} characters`,
      actual: `${length} characters`,
      message: 'error_description is empty or too long.',
    });
  }
  const sent = exchange.request.body ?? '';
  if (typeof description === 'string' && sent.length > 40 && description.includes(sent)) {
    deviations.push({
      requirement,
      expected: 'a text about the defect',
      actual,
      message: 'error_description repeats the whole request.',
    });
  }
  return judge(good, weigh, deviations);
}
