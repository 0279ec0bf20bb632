/** Time as the wire needs it, so that tests can replace it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface Limiter {
  /** Waits for a free place and for its turn, then runs `task`. */
  run<T>(task: () => Promise<T>): Promise<T>;
  /**
   * Holds everything back for `ms`, if the run's budget of waiting allows it; false when it is used up.
   * A pause that others asked for already costs nothing.
   */
  pause(ms: number): boolean;
}

export interface LimiterOptions {
  /** Most exchanges at a time. */
  readonly concurrency: number;
  /** Most exchanges a second; null for no limit. */
  readonly rate: number | null;
  /** Milliseconds that all pauses together may take. */
  readonly pauseBudgetMs: number;
  readonly clock: Clock;
}

/** Pace towards a target: so many at a time, so many a second, and silence while it asks for some. */
export function createLimiter(options: LimiterOptions): Limiter {
  const { clock, concurrency, rate } = options;
  const waiting: (() => void)[] = [];
  let running = 0;
  let nextStart = 0;
  let resumeAt = 0;
  let budget = options.pauseBudgetMs;

  const enter = async (): Promise<void> => {
    if (running < concurrency) running += 1;
    // The place is handed over, so `running` does not change.
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const turn = async (): Promise<void> => {
    const now = clock.now();
    let start = now;
    if (rate !== null) {
      start = Math.max(now, nextStart);
      nextStart = start + 1000 / rate;
    }
    if (start > now) await clock.sleep(start - now);
    // A pause may grow while it is waited for.
    for (let rest = resumeAt - clock.now(); rest > 0; rest = resumeAt - clock.now()) {
      await clock.sleep(rest);
    }
  };

  return {
    async run(task) {
      await enter();
      try {
        await turn();
        return await task();
      } finally {
        leave();
      }
    },
    pause(ms) {
      const from = Math.max(resumeAt, clock.now());
      const until = clock.now() + ms;
      const cost = Math.max(0, until - from);
      if (cost > budget) return false;
      budget -= cost;
      resumeAt = Math.max(resumeAt, until);
      return true;
    },
  };
}
