import type { Flow } from '../../model/flow.ts';
import type { Mutation } from '../../model/mutation.ts';
import { UK_GRANT_TYPES } from '../../requirements/ob-uk-versions.ts';
import { foreignRedirect, foreignStatementKey, requestClaim, ssaClaim } from './changes.ts';
import { flowCase, type Rows, type Steps } from './flow-case.ts';
import { expectRefusal, registrationWorks } from './steps.ts';

/** Rows that the form of any registration error decides. */
const FORM: Rows = [
  'RFC7591-3.2.2-2',
  'RFC7591-3.2.2-3',
  'RFC7591-3.2.2-4',
  'RFC7591-3.2.2-5',
  'RFC7591-3.2.2-6',
  'OBUK-error-structure-1',
];

/** One refusal for each error code, whose answer is the thing under test. */
function errorCase(
  code: string,
  title: string,
  mutation: Mutation,
  [requirement, ...rows]: Rows,
  replaceable?: { readonly member: string; readonly value: unknown },
): Steps {
  return flowCase({
    id: `response-shape/error-${code.replaceAll('_', '-')}`,
    area: 'response-shape',
    kind: 'negative',
    title,
    requirements: [requirement, ...rows, ...FORM],
    needs: ['trusted'],
    async run(flow: Flow) {
      await registrationWorks(flow);
      const { exchange } = await flow.register({ mutation });
      const more = replaceable === undefined ? {} : { replaceable };
      expectRefusal(flow, exchange, mutation.situation, requirement, more);
      await registrationWorks(flow);
    },
  });
}

const GRANTS = ['authorization_code', 'client_credentials', 'password'];

export const ERROR_SHAPE: readonly Steps[] = [
  errorCase(
    'invalid_redirect_uri',
    'registers a redirect URI outside the software statement, and looks at the error',
    foreignRedirect,
    ['OBUK-redirect_uris-1', 'RFC7591-3.2.2-7'],
    { member: 'redirect_uris', value: 'https://foreign.example/callback' },
  ),
  errorCase(
    'invalid_client_metadata',
    'registers for the password grant, and looks at the error',
    requestClaim('grant_types', GRANTS),
    [...UK_GRANT_TYPES, 'RFC7591-3.2.2-8', 'RFC7591-2-11', 'OBUK-general-1'],
    { member: 'grant_types', value: GRANTS },
  ),
  errorCase(
    'invalid_software_statement',
    'registers with a software statement signed by a key of no directory, and looks at the error',
    foreignStatementKey,
    ['OBUK-SSA-request-validation-3', 'RFC7591-3.2.2-9'],
  ),
  errorCase(
    'unapproved_software_statement',
    'registers with a software statement of an issuer that is not trusted, and looks at the error',
    { ...ssaClaim('iss', 'Nobody Ltd'), situation: 'ssa-untrusted' },
    ['RFC8725-3.8-1', 'RFC7591-3.2.2-10'],
  ),
];
