import type { Mutation } from '../model/mutation.ts';

type Placed = Pick<Mutation, 'path'>;

/** The places that a mutation changes. */
export const placesOf = ({ path }: Placed): readonly string[] => path.split(' + ');

/** True when `path` is `declared` or within it. */
export function covers(declared: string, path: string): boolean {
  return path === declared || path.startsWith(`${declared}.`);
}

/** What a key set holds and how a request is signed are one matter. */
const KEYS = /^(jwks$|request\.(header\.(alg|kid)|signature)$)/;

/** True where two mutations change the same thing, so that one would undo or distort the other. */
export function inEachOthersWay(one: Placed, other: Placed): boolean {
  return placesOf(one).some((left) =>
    placesOf(other).some(
      (right) =>
        covers(left, right) || covers(right, left) || (KEYS.test(left) && KEYS.test(right)),
    ),
  );
}

/** Places whose values are judged by one another: a change of one may make that of another legal. */
const JUDGED_TOGETHER: readonly RegExp[] = [
  /\.(iss|software_id|sub)$/,
  /\.(iat|exp|nbf)$/,
  /\.(software_)?(redirect_uris|mode)$|\.(application_type|sector_identifier_uri|subject_type)$/,
  /\.(scope|software_roles|org_status)$/,
  /\.(grant_types|response_types|backchannel_\w+|\w+_encrypted_response_\w+)$/,
  /\.(token_endpoint_auth_\w+|tls_client_auth_\w+|grant_types)$/,
  /^jwks$|\.(header(\.\w+)?|signature|jwks|jwks_uri|software_jwks_\w+)$/,
  /^(request|ssa)$|^ssa\.|\.software_statement$/,
  /^http\./,
];

/** True where what one mutation does may change what the other means. */
function relatedTo(one: Placed, other: Placed): boolean {
  return JUDGED_TOGETHER.some(
    (group) =>
      placesOf(one).some((place) => group.test(place)) &&
      placesOf(other).some((place) => group.test(place)),
  );
}

/** True where each of two mutations of one draft still is what it is alone. */
export function standTogether(one: Placed, other: Placed): boolean {
  return !inEachOthersWay(one, other) && !relatedTo(one, other);
}
