import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import type { BaseDraft } from './context.ts';

type Algorithm = BaseDraft['algorithm'];

/** What the discovery document says that the target offers of the profile; null where it does not say, or names nothing of the profile. */
export interface Discovered {
  readonly algorithms: readonly Algorithm[] | null;
  readonly authMethods: readonly string[] | null;
  readonly responseTypes: readonly string[] | null;
  readonly scopes: readonly string[] | null;
  readonly grantTypes: readonly string[] | null;
}

/** The algorithms of the profile that a draft may be signed with. */
export function signable({ request }: Profile): readonly Algorithm[] {
  return (['PS256', 'ES256'] as const).filter((name) => request.algorithms.includes(name));
}

const ALGORITHMS = [
  'request_object_signing_alg_values_supported',
  'id_token_signing_alg_values_supported',
  'token_endpoint_auth_signing_alg_values_supported',
];

/** Reads the members of OpenID Connect Discovery 3 and RFC 8414 2 that tell which values a registration may ask for. */
export function discovered(document: JsonObject | null, profile: Profile): Discovered {
  const { claims } = profile.request;
  const named = (member: string, legal: readonly string[]): readonly string[] | null => {
    const values = document?.[member];
    const known = Array.isArray(values) ? legal.filter((value) => values.includes(value)) : [];
    return known.length === 0 ? null : known;
  };
  const lists = ALGORITHMS.map((member) => named(member, profile.request.algorithms));
  const common = profile.request.algorithms.filter((name) =>
    lists.every((list) => list === null || list.includes(name)),
  );
  const said = lists.some((list) => list !== null) && common.length > 0;
  return {
    algorithms: said ? signable(profile).filter((name) => common.includes(name)) : null,
    authMethods: named('token_endpoint_auth_methods_supported', profile.authMethods),
    responseTypes: named('response_types_supported', claims.response_types?.values ?? []),
    grantTypes: named('grant_types_supported', claims.grant_types?.values ?? []),
    scopes: named('scopes_supported', claims.scope?.values ?? []),
  };
}
