import { UsageError } from '../../model/errors.ts';
import type { ProxyOptions } from '../../model/options.ts';
import { readCertificates } from '../options/certificate-file.ts';

const MOST_BYTES = 1_000_000;
const TIMEOUT_MS = 10_000;

/**
 * The document at `url`, fetched once, bounded in time and size, without following redirects.
 * Throws a UsageError of one line where it cannot be had.
 */
export async function fetchKeySet(
  url: string,
  ca: readonly string[],
  cwd: string,
  proxy: ProxyOptions | null,
): Promise<string> {
  const { guardedFetch, GuardedFetchError } = await import('../../net/guarded-fetch.ts');
  const { createRoute } = await import('../../net/route.ts');
  const extra = ca.map((file) => readCertificates(file, '--ca', cwd)).join('\n');
  try {
    const { status, body } = await guardedFetch(url, {
      maxBytes: MOST_BYTES,
      timeoutMs: TIMEOUT_MS,
      route: createRoute(proxy),
      allowLoopback: true,
      // The user wrote the URL; a private address is no surprise then.
      allowPrivateHosts: [new URL(url).hostname.replace(/^\[|\]$/g, '')],
      ...(extra === '' ? {} : { ca: extra }),
    });
    if (status === 200) return body;
    throw new UsageError(
      `${url} answers with status ${status}`,
      'give the URL of the key set itself',
    );
  } catch (error) {
    if (!(error instanceof GuardedFetchError)) throw error;
    throw new UsageError(`${url} cannot be fetched`, error.message, error);
  }
}
