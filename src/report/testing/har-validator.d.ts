/** What is used of it; the package brings no types. */
declare module 'har-validator' {
  /** Resolves with `data` where it is a HAR 1.2 file, rejects otherwise. */
  export function har(data: unknown): Promise<unknown>;
}
