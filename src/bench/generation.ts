import { constants, sign } from 'node:crypto';
import type { TrustMaterial } from '../keys/trust-material.ts';
import { median, pooled } from './pool.ts';
import { benchRegistration } from './registration.ts';

const DRAFTS = 400;
const WIDTH = 16;
const ROUNDS = 15;

export interface GenerationFigures {
  readonly registrationsPerSecond: number;
  /** The same bytes signed by node:crypto with the same keys on the same threads. */
  readonly rawPerSecond: number;
  readonly ratio: number;
}

function signRaw(trust: TrustMaterial, name: 'directory' | 'tpp-signing', bytes: Buffer) {
  const options = {
    key: trust.key(name).private,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  return new Promise((resolve, reject) => {
    sign('sha256', bytes, options, (error, value) => (error ? reject(error) : resolve(value)));
  });
}

const signingInput = (compact: string) => Buffer.from(compact.slice(0, compact.lastIndexOf('.')));

/** Whole registrations (claims, both signatures, HTTP message) against the bare signatures of the same bytes. */
export async function benchGeneration(trust: TrustMaterial): Promise<GenerationFigures> {
  const inputs = await Promise.all(
    Array.from({ length: DRAFTS }, async (_, index) => {
      const { signed } = await benchRegistration(trust, index);
      return { ssa: signingInput(signed.ssa), request: signingInput(signed.request) };
    }),
  );
  const raw: number[] = [];
  const whole: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    raw.push(
      await pooled(DRAFTS, WIDTH, async (index) => {
        const input = inputs[index];
        if (input === undefined) return;
        await signRaw(trust, 'directory', input.ssa);
        await signRaw(trust, 'tpp-signing', input.request);
      }),
    );
    whole.push(await pooled(DRAFTS, WIDTH, (index) => benchRegistration(trust, index)));
  }
  const registrationsPerSecond = DRAFTS / median(whole);
  const rawPerSecond = DRAFTS / median(raw);
  return { registrationsPerSecond, rawPerSecond, ratio: registrationsPerSecond / rawPerSecond };
}
