import type { TrustMaterial } from '../keys/trust-material.ts';
import { analyse } from '../lint/lint.ts';
import type { JsonObject } from '../model/json.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { verifySignature } from '../server/verify-signature.ts';
import { median, pooled } from './pool.ts';
import { benchRegistration, NOW } from './registration.ts';

const REGISTRATIONS = 400;
const ROUNDS = 7;
const PSS = { name: 'RSA-PSS', saltLength: 32 };

export interface LintFigures {
  /** Requests linted per second, both signatures of each verified; one at a time. */
  readonly lintsPerSecond: number;
  /** The same pairs of signatures verified by WebCrypto alone, one at a time. */
  readonly rawPairsPerSecond: number;
  readonly lintRatio: number;
}

type VerificationKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

async function importKey(jwks: JsonObject, kid: string): Promise<VerificationKey> {
  const keys = jwks.keys as readonly JsonObject[];
  const { kty = '', n = '', e = '' } = keys.find((key) => key.kid === kid) ?? {};
  const jwk = { kty: String(kty), n: String(n), e: String(e) };
  const algorithm = { name: PSS.name, hash: 'SHA-256' };
  return crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
}

interface Signed {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

function takenApart(compact: string): Signed {
  const at = compact.lastIndexOf('.');
  return {
    data: new Uint8Array(Buffer.from(compact.slice(0, at))),
    signature: new Uint8Array(Buffer.from(compact.slice(at + 1), 'base64url')),
  };
}

/** Whole lints (reading, all rules, both signatures) against the bare verification of the same signatures. */
export async function benchLint(trust: TrustMaterial): Promise<LintFigures> {
  const indexes = Array.from({ length: REGISTRATIONS }, (_, index) => index);
  const all = await Promise.all(
    indexes.map(async (index) => (await benchRegistration(trust, index)).signed),
  );
  const software = await importKey(trust.softwareJwks, trust.key('tpp-signing').kid);
  const directory = await importKey(trust.directoryJwks, trust.key('directory').kid);
  const pairs = all.map(({ request, ssa }) => ({
    request: takenApart(request),
    ssa: takenApart(ssa),
  }));
  const raw: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    raw.push(
      await pooled(REGISTRATIONS, 1, async (index) => {
        const pair = pairs[index];
        if (pair === undefined) return;
        const good =
          (await crypto.subtle.verify(PSS, software, pair.request.signature, pair.request.data)) &&
          (await crypto.subtle.verify(PSS, directory, pair.ssa.signature, pair.ssa.data));
        if (!good) throw new Error('a signature of the bench does not verify');
      }),
    );
    whole.push(
      await pooled(REGISTRATIONS, 1, async (index) => {
        const { report } = await analyse({
          texts: [{ name: 'bench', text: all[index]?.request ?? '' }],
          profile: obUk33,
          now: NOW,
          verify: verifySignature,
          jwks: trust.softwareJwks,
          directoryJwks: trust.directoryJwks,
        });
        if (report.documents.some(({ verified }) => verified !== true)) {
          throw new Error('lint does not verify what the bench has signed');
        }
      }),
    );
  }
  const lintsPerSecond = REGISTRATIONS / median(whole);
  const rawPairsPerSecond = REGISTRATIONS / median(raw);
  return { lintsPerSecond, rawPairsPerSecond, lintRatio: lintsPerSecond / rawPairsPerSecond };
}
