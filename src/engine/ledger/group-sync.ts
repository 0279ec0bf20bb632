/**
 * Group commit: the returned function resolves once a `sync` that began after its call has ended. Calls that come while
 * one is under way share the next.
 */
export function createGroupSync(sync: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    const started = sync().finally(() => {
      running = null;
    });
    running = started;
    return started;
  };
  return () => {
    if (next !== null) return next;
    if (running === null) return start();
    const after = () => {
      next = null;
      return start();
    };
    next = running.then(after, after);
    return next;
  };
}
