import type { Json } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { UK_SUBJECT_DN } from '../requirements/ob-uk-versions.ts';
import { all, dropClaim, type Edit, setClaim } from './edits.ts';
import { along, claims, type Facts, type Stimulus, warned } from './stimulus.ts';

const METHOD = 'request.claims.token_endpoint_auth_method';
const SIGNING_ALG = 'request.claims.token_endpoint_auth_signing_alg';
const SUBJECT_DN = 'request.claims.tls_client_auth_subject_dn';
const SAN_DNS = 'request.claims.tls_client_auth_san_dns';

const MUTUAL_TLS = `${METHOD} + ${SIGNING_ALG} + ${SUBJECT_DN}`;

const OTHER_SUBJECT = 'tpp.example';

const setMethod = (method: string): Edit =>
  setClaim('request', 'token_endpoint_auth_method', method);
const dropSigningAlg = dropClaim('request', 'token_endpoint_auth_signing_alg');
const dropSubject = dropClaim('request', 'tls_client_auth_subject_dn');

interface Method {
  readonly method: string;
  readonly breaks: readonly RequirementId[];
  readonly facts?: Partial<Facts>;
  /** A method without signatures: the algorithm goes too. */
  readonly unsigned: boolean;
}

const NOT_FAPI = {
  breaks: ['FAPI1A-5.2.2-14-1', 'OBUK-general-1'],
} as const satisfies Partial<Method>;

const METHODS: readonly Method[] = [
  {
    method: 'none',
    breaks: ['FAPI1A-5.2.2-16-1', 'OBUK-token_endpoint_auth_method-1', 'CDRAU-client-types-1'],
    facts: { core: true, put: true, touches: ['RFC7591-3.2.2-8'] },
    unsigned: true,
  },
  {
    method: 'self_signed_tls_client_auth',
    breaks: ['OBUK-token_endpoint_auth_method-1'],
    facts: {
      whenAccepted: warned('FAPI 1.0 Advanced lists this method, the UK dictionary does not.'),
    },
    unsigned: true,
  },
  { method: 'client_secret_basic', ...NOT_FAPI, facts: { core: true }, unsigned: true },
  { method: 'client_secret_post', ...NOT_FAPI, unsigned: true },
  { method: 'client_secret_jwt', ...NOT_FAPI, unsigned: false },
];

/** One ecosystem wants the algorithm whatever the method. */
const NO_ALGORITHM = along(
  'A method without signatures has no algorithm.',
  'CDRAU-registration-request-8',
);

const methods = METHODS.map(({ method, breaks, facts, unsigned }) =>
  claims(
    {
      id: `${METHOD}.${method}`,
      title: `a request for client authentication by ${method}`,
      path: unsigned ? `${METHOD} + ${SIGNING_ALG}` : METHOD,
      situation: 'client-metadata',
      breaks,
      replaceable: { member: 'token_endpoint_auth_method', value: method },
      ...(unsigned ? NO_ALGORITHM : {}),
      ...facts,
    },
    all(setMethod(method), dropSubject, ...(unsigned ? [dropSigningAlg] : [])),
  ),
);

/** tls_client_auth with `subject`, made of the certificate's own subject. */
export function mutualTls(subject: (dn: string) => Json): Edit {
  return all(
    setMethod('tls_client_auth'),
    dropSigningAlg,
    setClaim('request', 'tls_client_auth_subject_dn', (_old, _draft, { clientSubjectDn }) =>
      subject(clientSubjectDn),
    ),
  );
}

/** `CN=a,O=b,C=c` as OpenSSL used to print it: `/C=c/O=b/CN=a`. */
function slashForm(dn: string): string {
  return dn
    .split(/(?<!\\),/)
    .reverse()
    .map((part) => `/${part.trim()}`)
    .join('');
}

/** A method that one ecosystem rules out, with everything that belongs to it. */
const forbiddenTls = claims(
  {
    id: `${METHOD}.tls_client_auth`,
    title: 'a request for client authentication by tls_client_auth',
    path: MUTUAL_TLS,
    situation: 'client-metadata',
    breaks: ['CDRAU-client-types-1', 'CDRAU-registration-request-7'],
    ...NO_ALGORITHM,
    replaceable: { member: 'token_endpoint_auth_method', value: 'tls_client_auth' },
    core: true,
    put: true,
  },
  mutualTls((dn) => dn),
);

const NO_DN = 'RFC8705-2.1.2-2';
const UK_DN = UK_SUBJECT_DN;

const SUBJECTS: readonly (readonly [
  string,
  string,
  (dn: string) => Json,
  typeof NO_DN | typeof UK_DN,
  ...'mtls'[],
])[] = [
  ['slash-form', 'in OpenSSL slash form', slashForm, NO_DN],
  ['no-name', 'that is no distinguished name', () => 'somebody', NO_DN],
  ['empty', 'that is empty', () => '', UK_DN],
  ['number', 'that is a number', () => 1, UK_DN],
  ['other-certificate', 'of another certificate', () => 'CN=other,O=Other Ltd,C=GB', UK_DN, 'mtls'],
];

/** The clause speaks of the certificate that the client will use at the token endpoint. */
const SHOWN_LATER = warned(
  'The client may show another certificate at the token endpoint, where RFC 8705 2.1 compares.',
);

const subjects = SUBJECTS.map(([slug, title, subject, requirement, mtls]) =>
  claims(
    {
      id: `${SUBJECT_DN}.${slug}`,
      title: `a request for tls_client_auth with a subject ${title}`,
      path: MUTUAL_TLS,
      situation: 'client-metadata',
      breaks: requirement === NO_DN ? [NO_DN, ...UK_DN] : UK_DN,
      replaceable: { member: 'token_endpoint_auth_method', value: 'tls_client_auth' },
      needs: mtls === undefined ? [] : [mtls],
      core: slug === 'slash-form',
      ...(slug === 'other-certificate' ? { whenAccepted: SHOWN_LATER } : {}),
    },
    mutualTls(subject),
  ),
);

/** The least length that every table of UK DCR allows. */
const UNDISPUTED = 128;

function lengths({ request }: Profile): readonly Stimulus[] {
  const { maxLength } = request.claims.tls_client_auth_subject_dn ?? {};
  if (maxLength === undefined) return [];
  const tooLong = claims(
    {
      id: `${SUBJECT_DN}.too-long`,
      title: `a request for tls_client_auth with a subject of more than ${maxLength} characters`,
      path: MUTUAL_TLS,
      situation: 'client-metadata',
      breaks: UK_DN,
      replaceable: { member: 'token_endpoint_auth_method', value: 'tls_client_auth' },
    },
    mutualTls((dn) => dn.padEnd(maxLength + 1, 'x')),
  );
  if (maxLength <= UNDISPUTED) return [tooLong];
  const disputed = claims(
    {
      id: `${SUBJECT_DN}.disputed-length`,
      title: `a request for tls_client_auth with a subject of ${UNDISPUTED + 1} characters`,
      path: MUTUAL_TLS,
      touches: UK_DN,
      why: 'The table of the text allows 128 characters, the OpenAPI file 512.',
    },
    mutualTls((dn) => dn.padEnd(UNDISPUTED + 1, 'x')),
  );
  return [tooLong, disputed];
}

const conditions = [
  claims(
    {
      id: `${SUBJECT_DN}.country-first`,
      title: 'a request for tls_client_auth with the subject in the order of the certificate',
      path: MUTUAL_TLS,
      touches: ['OBUK34-tls_client_auth_subject_dn-2'],
      needs: ['mtls'],
      why: 'A pattern of the OpenAPI file has the CN first; the text asks for the name of the certificate in whatever order.',
    },
    mutualTls((dn) =>
      dn
        .split(/(?<!\\),/)
        .toReversed()
        .join(','),
    ),
  ),
  claims(
    {
      id: `${SUBJECT_DN}.absent-with-tls`,
      title: 'a request for tls_client_auth without any subject',
      path: `${METHOD} + ${SIGNING_ALG}`,
      situation: 'client-metadata',
      breaks: [...UK_DN, 'RFC8705-2.1.2-1'],
      replaceable: { member: 'token_endpoint_auth_method', value: 'tls_client_auth' },
      core: true,
      put: true,
    },
    all(setMethod('tls_client_auth'), dropSigningAlg, dropSubject),
  ),
  claims(
    {
      id: `${SUBJECT_DN}.two-subjects`,
      title: 'a request for tls_client_auth with two subjects',
      path: `${METHOD} + ${SIGNING_ALG} + ${SUBJECT_DN} + ${SAN_DNS}`,
      situation: 'client-metadata',
      breaks: ['RFC8705-2.1.2-1'],
      replaceable: { member: 'tls_client_auth_san_dns', value: OTHER_SUBJECT },
      why: 'RFC 7591 2 has a server ignore the member that the UK dictionary does not know.',
    },
    all(
      mutualTls((dn) => dn),
      setClaim('request', 'tls_client_auth_san_dns', OTHER_SUBJECT),
    ),
  ),
  claims(
    {
      id: `${SUBJECT_DN}.with-private-key-jwt`,
      title: 'a request for private_key_jwt that names a certificate subject',
      path: SUBJECT_DN,
      situation: 'client-metadata',
      breaks: UK_DN,
      needs: ['auth:private_key_jwt'],
      replaceable: { member: 'tls_client_auth_subject_dn', value: null, droppable: true },
      whenAccepted: warned('A server may show a member that the method has no use for.'),
      put: true,
    },
    setClaim('request', 'tls_client_auth_subject_dn', (_old, _draft, m) => m.clientSubjectDn),
  ),
  claims(
    {
      id: `${SUBJECT_DN}.right`,
      title: 'a request for tls_client_auth with the subject of the TLS certificate',
      path: MUTUAL_TLS,
      touches: [...UK_DN, 'OBUK-general-1', 'RFC7591-3.2.1-7'],
      legal: true,
      needs: ['mtls'],
      why: 'A server may lack this method and then refuses or replaces it.',
    },
    mutualTls((dn) => dn),
  ),
];

/** How the client says it will authenticate at the token endpoint. */
export function clientAuthentication(profile: Profile): readonly Stimulus[] {
  return [...methods, forbiddenTls, ...subjects, ...lengths(profile), ...conditions];
}
