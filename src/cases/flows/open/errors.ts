import type { Flow } from '../../../model/flow.ts';
import type { Mutation } from '../../../model/mutation.ts';
import { withStatement } from '../../../mutations/index.ts';
import { foreignStatementKey, requestClaim, ssaClaim } from '../changes.ts';
import { flowCase, type Rows, type Steps } from '../flow-case.ts';
import { expectRefusal } from '../steps.ts';

/** Rows that the form of any registration error decides. */
const FORM: Rows = [
  'RFC7591-3.2.2-2',
  'RFC7591-3.2.2-3',
  'RFC7591-3.2.2-4',
  'RFC7591-3.2.2-5',
  'RFC7591-3.2.2-6',
  'OBBR-openapi-3',
];

interface ErrorCase {
  readonly code: string;
  readonly title: string;
  readonly mutation: Mutation;
  readonly rows: Rows;
  readonly replaceable?: { readonly member: string; readonly value: unknown };
  readonly statement?: true;
}

function errorCase({ code, title, mutation, rows, replaceable, statement }: ErrorCase): Steps {
  const base = statement === true ? [withStatement] : [];
  return flowCase({
    id: `response-shape/error-${code.replaceAll('_', '-')}`,
    area: 'response-shape',
    kind: 'negative',
    title,
    requirements: [...rows, ...FORM],
    needs: statement === true ? ['trusted'] : [],
    async run(flow: Flow) {
      await flow.client({ base });
      const { exchange } = await flow.register({ base, mutation });
      const more = replaceable === undefined ? {} : { replaceable };
      expectRefusal(flow, exchange, mutation.situation, rows[0], more);
      await flow.client({ base });
    },
  });
}

const FRAGMENT = ['https://tpp.example/callback#fragment'];

/** One refusal for each error code, whose answer is the thing under test (RFC 7591 3.2.2). */
export const OPEN_ERRORS: readonly Steps[] = [
  errorCase({
    code: 'invalid_redirect_uri',
    title: 'registers a redirect URI with a fragment, and looks at the error',
    mutation: { ...requestClaim('redirect_uris', FRAGMENT), situation: 'redirect-uri' },
    rows: ['RFC6749-3.1.2-2', 'RFC7591-3.2.2-7'],
    replaceable: { member: 'redirect_uris', value: FRAGMENT },
  }),
  errorCase({
    code: 'invalid_client_metadata',
    title: 'registers with an authentication method that does not exist, and looks at the error',
    mutation: requestClaim('token_endpoint_auth_method', 'no_such_method'),
    rows: ['RFC7591-2-11', 'RFC7591-3.2.2-8'],
    replaceable: { member: 'token_endpoint_auth_method', value: 'no_such_method' },
  }),
  errorCase({
    code: 'invalid_software_statement',
    title:
      'registers with a software statement signed by a key of no directory, and looks at the error',
    mutation: foreignStatementKey,
    rows: ['RFC7515-5.2-4', 'RFC7591-3.2.2-9'],
    statement: true,
  }),
  errorCase({
    code: 'unapproved_software_statement',
    title:
      'registers with a software statement of an issuer that is not trusted, and looks at the error',
    mutation: { ...ssaClaim('iss', 'Nobody Ltd'), situation: 'ssa-untrusted' },
    rows: ['RFC7591-3.2.2-10'],
    statement: true,
  }),
];
