/** Runs `tasks` in their order, at most `width` at a time. Rejects with the first error, once all have ended. */
export async function pool(width: number, tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const queue = tasks.values();
  const errors: unknown[] = [];
  const lane = async (): Promise<void> => {
    // All lanes take from the one iterator.
    for (const task of queue) {
      await task().catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, tasks.length) }, lane));
  if (errors.length > 0) throw errors[0];
}
