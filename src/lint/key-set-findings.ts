import { keysOf, privateMembers, sharedKids } from '../checks/key-set.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { algorithmOf } from '../rules/jws-algorithms.ts';
import { createKeyCache } from '../rules/key-cache.ts';
import { modulusBits } from '../rules/proof.ts';
import { rowsOf, severityIn } from './rows.ts';
import { pointerOf } from './text/json-place.ts';

/** Keys that are looked at; a set with more is an error or an attack. */
const MOST_KEYS = 32;

const CACHE = createKeyCache(100);

type Detail = Pick<Found, 'id' | 'pointer' | 'message' | 'expected' | 'actual' | 'fix'>;

function finding(profile: Profile, ids: readonly RequirementId[], detail: Detail): Found {
  const rows = rowsOf(profile, ...ids).slice(0, 1);
  const [row] = rows;
  return {
    ...detail,
    severity: row === undefined ? 'info' : severityIn(profile)(row),
    document: 'jwks',
    requirements: rows,
    situation: 'request-signature',
  };
}

async function keyFindings(
  jwk: JsonObject,
  index: number,
  profile: Profile,
): Promise<readonly Found[]> {
  const at = pointerOf('keys', index);
  const algorithm = algorithmOf(jwk.kty === 'EC' ? 'ES256' : jwk.kty === 'RSA' ? 'PS256' : null);
  // Keys of another kind are passed over (RFC 7517 5).
  if (algorithm === null || (jwk.kty === 'EC' && jwk.crv !== 'P-256')) return [];
  const found: Found[] = [];
  if ((await CACHE.verificationKey(jwk, algorithm)) === null) {
    found.push(
      finding(profile, jwk.kty === 'EC' ? ['RFC8725-3.4-1', 'RFC7517-5-1'] : ['RFC7517-5-1'], {
        id: 'jwks.key.usable',
        pointer: at,
        message: 'No signature can be verified with this key.',
        expected:
          jwk.kty === 'EC' ? 'a point on the curve P-256 in x and y' : 'n and e in base64url',
        actual: `members ${Object.keys(jwk).slice(0, 12).join(', ')}`,
        fix: 'Export the public key as JWK again.',
      }),
    );
  } else if (jwk.kty === 'RSA' && modulusBits(jwk) < profile.rsaMinimumBits) {
    found.push(
      finding(profile, ['FAPI1B-5.2.2-5-1', 'RFC7518-3.3-1'], {
        id: 'jwks.key.size',
        pointer: `${at}/n`,
        message: 'The RSA key is too short.',
        expected: `${profile.rsaMinimumBits} bits or more`,
        actual: `${modulusBits(jwk)} bits`,
        fix: 'Make a longer key, publish it, and sign with it.',
      }),
    );
  }
  return found;
}

/** What is wrong with a JWK Set that is published for others to verify with. */
export async function keySetFindings(set: JsonObject, profile: Profile): Promise<readonly Found[]> {
  const keys = keysOf(set);
  if (keys === null) {
    return [
      finding(profile, ['RFC7591-2-8', 'RFC7517-5-1'], {
        id: 'jwks.set',
        pointer: '/keys',
        message: 'This is no JWK Set.',
        expected: 'an object with an array named keys',
        actual: `members ${Object.keys(set).slice(0, 12).join(', ') || 'none'}`,
        fix: 'Wrap the keys: {"keys": […]}.',
      }),
    ];
  }
  const objects = keys.slice(0, MOST_KEYS).filter(isJsonObject);
  const each = await Promise.all(
    objects.map((jwk) => keyFindings(jwk, keys.indexOf(jwk as Json), profile)),
  );
  const secret = privateMembers(set);
  const shared = sharedKids(set);
  const signing = objects.filter(
    ({ use, kty }) => (kty === 'RSA' || kty === 'EC') && (use === undefined || use === 'sig'),
  );
  return [
    ...(secret.length === 0
      ? []
      : [
          {
            ...finding(profile, ['OIDCR-2-8', 'RFC7591-2-8'], {
              id: 'jwks.private',
              pointer: pointerOf(
                'keys',
                keys.findIndex((key) => privateMembers({ keys: [key] }).length > 0),
              ),
              message: 'The set holds private or symmetric keys.',
              expected: 'public members only',
              actual: `members ${secret.join(', ')}, not shown`,
              fix: 'Treat the keys as published: make new ones, and publish n and e, or x and y, only.',
            }),
            severity: 'error' as const,
          },
        ]),
    ...(shared.length === 0
      ? []
      : [
          finding(profile, ['FAPI1A-8.9-2', 'RFC7517-4.5-1'], {
            id: 'jwks.kids',
            pointer: '/keys',
            message: 'Several keys share a kid: a bank cannot tell which one to take.',
            expected: 'a kid of its own for every key',
            actual: shared
              .slice(0, 5)
              .map((kid) => JSON.stringify(kid))
              .join(', '),
            fix: 'Give every key a kid of its own, such as its thumbprint.',
          }),
        ]),
    ...(signing.length > 0
      ? []
      : [
          finding(profile, [], {
            id: 'jwks.no-signing-key',
            pointer: '/keys',
            message: 'The set holds no key for signatures.',
            expected: 'an RSA or EC key whose use is sig, or left out',
            actual: `${keys.length} keys`,
            fix: 'Publish the signing key.',
          }),
        ]),
    ...each.flat(),
  ];
}
