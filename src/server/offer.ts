import { UsageError } from '../model/errors.ts';
import type { ClaimSpec, Profile } from '../model/profile.ts';

/** The part of its profile that a server offers; what is left out or empty is all of it. */
export interface Offer {
  /** The one `aud` that requests have to name, instead of the server's id and its URL. */
  readonly audience?: string | null;
  readonly mediaTypes?: readonly string[];
  /** Of requests, statements and client assertions, and as metadata. */
  readonly algorithms?: readonly string[];
  readonly authMethods?: readonly string[];
  readonly responseTypes?: readonly string[];
  readonly scopes?: readonly string[];
}

/** `profile` without what `offer` leaves out. Throws UsageError for a value that the profile does not have. */
export function offeredProfile(profile: Profile, offer: Offer): Profile {
  const { request, ssa } = profile;
  const { claims } = request;
  const algorithms = part('algorithm', request.algorithms, offer.algorithms);
  const authMethods = part('authentication method', profile.authMethods, offer.authMethods);
  const narrowed = {
    ...Object.fromEntries(
      Object.entries(claims).map(([name, spec]) => [
        name,
        spec.format === 'jws-alg' ? only(spec, offer.algorithms) : spec,
      ]),
    ),
    ...claim('token_endpoint_auth_method', 'authentication method', claims, offer.authMethods),
    ...claim('response_types', 'response type', claims, offer.responseTypes),
    ...claim('scope', 'scope', claims, offer.scopes),
  };
  return {
    ...profile,
    authMethods,
    request: {
      ...request,
      algorithms,
      mediaTypes: part('media type', request.mediaTypes, offer.mediaTypes),
      claims: narrowed,
    },
    ssa: { ...ssa, algorithms: ssa.algorithms.filter((name) => algorithms.includes(name)) },
  };
}

/** Those of `all` that are `wanted`; all where nothing is. */
function part(
  what: string,
  all: readonly string[],
  wanted: readonly string[] = [],
): readonly string[] {
  const unknown = wanted.find((value) => !all.includes(value));
  if (unknown !== undefined) {
    throw new UsageError(
      `${JSON.stringify(unknown)} is no ${what} of this profile`,
      `use ${all.join(', ')}`,
    );
  }
  return wanted.length === 0 ? all : all.filter((value) => wanted.includes(value));
}

function claim(
  name: string,
  what: string,
  claims: Profile['request']['claims'],
  wanted: readonly string[] | undefined,
): Readonly<Record<string, ClaimSpec>> {
  const spec = claims[name];
  if (spec === undefined) return {};
  return { [name]: only(spec, part(what, spec.values ?? [], wanted)) };
}

/** `spec` with fewer legal values, none of them merely tolerated; its fallback is one of them. */
function only(spec: ClaimSpec, wanted: readonly string[] = []): ClaimSpec {
  const { values = [], tolerated, ...rest } = spec;
  const kept = values.filter((value) => wanted.includes(value));
  if (wanted.length === 0 || kept.length === values.length) return spec;
  if (!Array.isArray(spec.fallback)) return { ...rest, values: kept };
  const fallback = spec.fallback.filter((value) => kept.includes(String(value)));
  return { ...rest, values: kept, fallback: fallback.length > 0 ? fallback : kept.slice(0, 1) };
}
