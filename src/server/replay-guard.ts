/** Remembers identifiers that may be used once, for as long as the token that carries them could be valid. */
export interface ReplayGuard {
  /** True when `id` was taken and has not been forgotten. */
  used(id: string, now: number): boolean;
  /** Takes `id` until `expiresAt` (seconds); false when it is taken already. */
  take(id: string, now: number, expiresAt: number): boolean;
}

/** Longest time an identifier is kept, whatever its token claims. */
const MOST_SECONDS = 24 * 3600;

/** Keeps at most `size` identifiers; the oldest make room. */
export function createReplayGuard(size = 50_000): ReplayGuard {
  const taken = new Map<string, number>();
  const used = (id: string, now: number): boolean => (taken.get(id) ?? 0) > now;
  return {
    used,
    take(id, now, expiresAt) {
      if (used(id, now)) return false;
      taken.delete(id);
      taken.set(id, Math.min(expiresAt, now + MOST_SECONDS));
      const oldest = taken.keys().next().value;
      if (taken.size > size && oldest !== undefined) taken.delete(oldest);
      return true;
    },
  };
}
