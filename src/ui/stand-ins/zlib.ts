import { UsageError } from '../../model/errors.ts';

/** Browsers compress only asynchronously, and one mutation is not worth more. */
export function gzipSync(): never {
  throw new UsageError(
    'a compressed body is not made in the browser',
    'use dcr-conformance generate --format curl',
  );
}
