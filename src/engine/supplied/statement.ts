import type { TrustMaterial } from '../../keys/trust-material.ts';
import { UsageError } from '../../model/errors.ts';
import type { Profile } from '../../model/profile.ts';
import { readCompact, softwareOf } from '../../payload/index.ts';

/** An SSA of a real directory, and the keys of its software. */
export interface Statement {
  /** As the directory made it, byte for byte. */
  readonly compact: string;
  readonly softwareId: string;
  /** Milliseconds since the epoch at which it ends; null where it does not. */
  readonly endsAt: number | null;
  readonly trust: TrustMaterial;
}

/** Reads what an SSA says of itself; nothing is verified. Throws a UsageError of one line for what is none. */
export function readStatement(
  text: string,
  name: string,
  profile: Profile,
  trust: TrustMaterial,
): Statement {
  const compact = text.trim();
  try {
    const { claims } = readCompact(compact);
    const softwareId = softwareOf(claims, profile);
    if (softwareId === null) throw new Error(`it has no claim ${profile.ssa.names.softwareId}`);
    const { exp, iat } = claims;
    const { lifetime } = profile.ssa;
    const end =
      typeof exp === 'number'
        ? exp
        : typeof iat === 'number' && lifetime !== null
          ? iat + lifetime
          : null;
    return { compact, softwareId, endsAt: end === null ? null : end * 1000, trust };
  } catch (error) {
    throw new UsageError(
      `${name} is no SSA of ${profile.id}: ${(error as Error).message}`,
      'give the software statement as the directory returned it, in compact form',
      error,
    );
  }
}
