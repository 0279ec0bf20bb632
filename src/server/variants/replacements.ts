import type { Json, JsonObject } from '../../model/json.ts';
import type { Profile } from '../../model/profile.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import { hasDefect } from '../../rules/claim-defects.ts';
import type { RegistrationInput } from '../../rules/registration-input.ts';
import type { Client } from '../client-store.ts';
import { without } from '../faults/edit.ts';
import type { Hooks } from '../faults/fault.ts';
import { type Variant, variant } from './variant.ts';

const REPLACES = 'RFC 7591 2: the server may replace requested values by others, which it returns.';

/** Registers other metadata than asked for. */
function registering(
  change: (metadata: JsonObject, input: RegistrationInput) => JsonObject,
): Hooks {
  return {
    registered: (client: Client, input) => ({
      ...client,
      metadata: change(client.metadata, input),
    }),
  };
}

const set = (members: JsonObject): Hooks =>
  registering((metadata) => ({ ...metadata, ...members }));

const list = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

const ALGORITHMS = ['id_token_signed_response_alg', 'request_object_signing_alg'];

/** Rules about values that a server may replace where it cannot offer them. */
const REPLACEABLE = new Set(ALGORITHMS.map((name) => `request.claims.${name}.value`));

/** What the server offers, by member. */
const OWN_VALUES: JsonObject = {
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'PS256',
  grant_types: ['authorization_code', 'client_credentials'],
  response_types: ['code id_token'],
  application_type: 'web',
  id_token_signed_response_alg: 'PS256',
  request_object_signing_alg: 'PS256',
};

const DEFECTS = ['type', 'empty', 'length', 'value'] as const;

/** Rules about the form of those members. */
const ODD = new RegExp(
  `^request\\.claims\\.(${Object.keys(OWN_VALUES).join('|')})\\.(${DEFECTS.join('|')})$`,
);

function isLegal(name: string, metadata: JsonObject): boolean {
  const spec = obUk33.request.claims[name];
  return spec === undefined || !DEFECTS.some((defect) => hasDefect(defect, name, spec, metadata));
}

/** Where what DCR v3.3 lists is legal as well. */
function listsAsMuch({ request }: Profile): boolean {
  return Object.keys(OWN_VALUES).every((name) => {
    const legal = request.claims[name]?.values;
    const listed = obUk33.request.claims[name]?.values ?? [];
    return listed.every((value) => legal?.includes(value) !== false);
  });
}

/** Where the scope is the statement's, no request chooses it. */
function asksForScope({ request }: Profile): boolean {
  return request.claims.scope !== undefined;
}

const KNOWN_SCOPES = ['openid', 'accounts'];

function reduced(scope: Json | undefined): string {
  const kept = String(scope ?? '')
    .split(' ')
    .filter((token) => KNOWN_SCOPES.includes(token));
  return kept.length === 0 ? 'openid' : kept.join(' ');
}

export const replacementVariants: readonly Variant[] = [
  variant(
    'response-types-code',
    'registers the response type code for every client',
    REPLACES,
    registering((metadata) =>
      list(metadata.response_types).length === 0
        ? metadata
        : { ...metadata, response_types: ['code'] },
    ),
  ),
  variant(
    'grants-reduced',
    'registers no refresh_token grant',
    REPLACES,
    registering((metadata) => ({
      ...metadata,
      grant_types: list(metadata.grant_types).filter((grant) => grant !== 'refresh_token'),
    })),
  ),
  variant(
    'scope-reduced',
    'registers openid and accounts at most',
    `${REPLACES} RFC 6749 3.3: scope may be reduced.`,
    {
      where: asksForScope,
      ...registering((metadata) => ({
        ...metadata,
        scope: reduced(metadata.scope),
      })),
    },
  ),
  variant(
    'scope-default',
    'registers a default scope where none is asked for',
    'DCR v3.3, scope: the text speaks of a default, the table demands the claim.',
    {
      where: asksForScope,
      excuses: (ruleId) => ruleId === 'request.claims.scope.present',
      ...registering((metadata) =>
        metadata.scope === undefined ? { ...metadata, scope: 'openid' } : metadata,
      ),
    },
  ),
  variant(
    'algorithms-es256',
    'registers ES256 for ID tokens and request objects',
    REPLACES,
    set({
      id_token_signed_response_alg: 'ES256',
      request_object_signing_alg: 'ES256',
    }),
  ),
  variant(
    'unsupported-algorithms-replaced',
    'registers PS256 where RS256 or another algorithm is asked for',
    'DCR v3.3: an unsupported value is rejected, or replaced and returned.',
    {
      excuses: (ruleId, { claims }) =>
        REPLACEABLE.has(ruleId) && ALGORITHMS.every((name) => typeof claims[name] === 'string'),
      ...registering((metadata) => ({
        ...metadata,
        ...Object.fromEntries(
          ALGORITHMS.filter((name) => !['PS256', 'ES256'].includes(String(metadata[name]))).map(
            (name) => [name, 'PS256'],
          ),
        ),
      })),
    },
  ),
  variant(
    'odd-values-replaced',
    'registers its own values where others than legal ones are asked for, whatever they are',
    REPLACES,
    {
      // What is odd is what DCR v3.3 does not list.
      where: (profile) =>
        asksForScope(profile) && profile.request.format === 'jwt' && listsAsMuch(profile),
      excuses: (ruleId) => ODD.test(ruleId),
      ...registering((metadata) => ({
        ...metadata,
        ...Object.fromEntries(
          Object.entries(OWN_VALUES).filter(([name]) => !isLegal(name, metadata)),
        ),
      })),
    },
  ),
  variant(
    'application-type-web',
    'registers every client as web',
    REPLACES,
    set({ application_type: 'web' }),
  ),
  variant(
    'auth-method-private-key-jwt',
    'registers private_key_jwt for every client',
    REPLACES,
    registering((metadata) => ({
      ...without(metadata, 'tls_client_auth_subject_dn'),
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: metadata.token_endpoint_auth_signing_alg ?? 'PS256',
    })),
  ),
  variant(
    'auth-method-tls-client-auth',
    'registers tls_client_auth with the certificate of the caller',
    REPLACES,
    {
      where: ({ authMethods }) => authMethods.includes('tls_client_auth'),
      ...registering((metadata, { certificate }) =>
        certificate === null
          ? metadata
          : {
              ...without(metadata, 'token_endpoint_auth_signing_alg'),
              token_endpoint_auth_method: 'tls_client_auth',
              tls_client_auth_subject_dn: certificate.subjectDn,
            },
      ),
    },
  ),
  variant(
    'subject-in-other-spelling',
    'returns the certificate subject in another spelling',
    'RFC 4514 3; requirements research 6: comparison of names is left to the server.',
    registering((metadata) => {
      const subject = metadata.tls_client_auth_subject_dn;
      return typeof subject === 'string'
        ? { ...metadata, tls_client_auth_subject_dn: subject.replaceAll(/,(?=[A-Z0-9.]+=)/g, ', ') }
        : metadata;
    }),
  ),
];
