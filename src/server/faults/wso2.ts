import type { Json, JsonObject } from '../../model/json.ts';
import { headerText, type Jws } from '../../rules/jws.ts';
import type { RegistrationInput } from '../../rules/registration-input.ts';
import { withHeader, without } from './edit.ts';
import type { Fault } from './fault.ts';

/** What WSO2 products really do, one preset each: a target on which the cases about it have to fail. */
function preset(
  slug: string,
  title: string,
  breaks: readonly string[],
  rest: Omit<Fault, 'id' | 'title' | 'kind' | 'breaks'>,
): Fault {
  return { id: `wso2/${slug}`, title, kind: 'wso2', breaks, ...rest };
}

const onRecord = (change: (record: JsonObject) => JsonObject): Pick<Fault, 'record'> => ({
  record: change,
});

const isRs256 = (jws: Jws | null): boolean => jws !== null && headerText(jws, 'alg') === 'RS256';

/** The token that rule `ruleId` is about. */
function judged(ruleId: string, { request, ssa }: RegistrationInput): Jws | null {
  return ruleId.startsWith('ssa.') ? ssa : request;
}

const ON_SIGNATURES = /^request\.(jose|signature|key)\./;

function asRegExp(uris: Json | undefined): Json | undefined {
  return Array.isArray(uris) && uris.length > 1 ? [`regexp=(${uris.join('|')})`] : uris;
}

export const wso2Faults: readonly Fault[] = [
  preset(
    'issued-at-as-string',
    'sends client_id_issued_at as a string of digits (Open Banking 3 before June 2025)',
    ['OIDCR-3.2-6', 'OBUK-client_id_issued_at-1'],
    onRecord((record) => ({ ...record, client_id_issued_at: String(record.client_id_issued_at) })),
  ),
  preset(
    'statement-swapped',
    'returns the software statement of another client (the sample of the Open Banking 3 page)',
    ['RFC7591-3.2.1-8', 'RFC7592-2.2-10'],
    {
      crossing: true,
      record: (record, { other }) => ({
        ...record,
        software_statement: other()?.softwareStatement ?? String(record.software_statement),
      }),
    },
  ),
  preset(
    'signing-alg-not-returned',
    'leaves token_endpoint_auth_signing_alg out of the record (Open Banking 3)',
    ['RFC7591-3.2.1-7', 'CDRAU-registration-response-2'],
    onRecord((record) => without(record, 'token_endpoint_auth_signing_alg')),
  ),
  preset(
    'redirects-unchecked',
    'registers redirect URIs that the statement does not have (Open Banking 3)',
    ['OBUK-redirect_uris-1'],
    { skips: ['redirect.subset'] },
  ),
  preset(
    'rs256-accepted',
    'takes requests and statements signed with RS256 (Open Banking 3)',
    ['FAPI1A-8.6-1', 'OBUK-SSA-header-2', 'RFC8725-3.2-1'],
    {
      excuses: (ruleId, input) =>
        /^(request|ssa)\.(jose\.alg-allowed|key\.alg)$/.test(ruleId) &&
        isRs256(judged(ruleId, input)),
    },
  ),
  preset('replays-accepted', 'takes the same request twice (Open Banking 3)', ['OBUK-jti-1'], {
    skips: ['request.jti.fresh'],
    permitted:
      'The purpose of jti is stated in DCR v3.3 and RFC 7519, a duty to remember it is not.',
  }),
  preset(
    'unsigned-json-accepted',
    'takes the claims as plain JSON, signed by nobody (Financial Services 4)',
    ['OBUK-jws-1', 'RFC7515-5.2-1'],
    {
      skips: ['http.media-type'],
      behaviours: { plainJsonTaken: true },
      excuses: (ruleId, { request }) => ON_SIGNATURES.test(ruleId) && request.compact === '',
    },
  ),
  preset(
    'redirects-as-regexp',
    'returns several redirect URIs as one regular expression (older Identity Server)',
    [
      'RFC7591-3.2.1-7',
      'OBUK-redirect_uris-1',
      'RFC7591-5-2',
      // What it makes of several is none of those that were asked for, and longer than one may be.
      'OBUK-redirect_uris-4',
      'OBUK-redirect_uris-5',
    ],
    onRecord((record) => {
      const uris = asRegExp(record.redirect_uris);
      return uris === undefined ? record : { ...record, redirect_uris: uris };
    }),
  ),
  preset(
    'response-types-as-text',
    'returns response_types as the text of a list (Financial Services 4)',
    ['OBUK-general-1', 'OBUK-response_types-1', 'CDRAU-registration-request-10', 'RFC7591-3.2.1-7'],
    onRecord((record) =>
      Array.isArray(record.response_types)
        ? { ...record, response_types: `[${record.response_types.join(', ')}]` }
        : record,
    ),
  ),
  preset(
    'empty-401',
    'answers 401 with nothing, not even a challenge (Open Banking 3)',
    ['RFC6750-3-1', 'OBUK-openapi-1'],
    {
      answer: (answer, { route }) =>
        route === 'client' && answer.status === 401
          ? {
              ...withHeader(withHeader(answer, 'www-authenticate', null), 'content-type', null),
              body: null,
            }
          : answer,
    },
  ),
];
