import { createStop } from '../../engine/case-end.ts';
import { SYSTEM_CLOCK } from '../../engine/open-target.ts';
import { runOptions } from '../../engine/testing/run-options.ts';
import { ORGANISATION } from '../../keys/organisation.ts';
import { testCertificate } from '../../keys/testing/certificates.ts';
import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { RunOptions } from '../../model/options.ts';
import { createRoute } from '../../net/route.ts';
import { fakeTrust } from '../../payload/testing/fake-trust.ts';
import { obUk33 } from '../../profiles/ob-uk-3.3.ts';
import type { Reach, Setting } from '../context.ts';
import type { Row } from '../row.ts';

/** The authority of our client certificate in tests, and of servers that are in order. */
export const authority = testCertificate({ name: 'Our Root', authority: true });
/** A server certificate in order, for localhost and 127.0.0.1. */
export const server = testCertificate({
  name: 'localhost',
  names: ['localhost', '127.0.0.1'],
  issuer: authority,
});
const client = testCertificate({ name: ORGANISATION.orgId, issuer: authority, key: server.key });

export const trust: TrustMaterial = {
  ...fakeTrust(),
  ca: authority.cert,
  client: { key: client.key, cert: client.cert, subjectDn: `CN=${ORGANISATION.orgId}` },
};

/** Options of an examination in tests: our authority is trusted. */
export function options(changes: Partial<RunOptions> = {}): RunOptions {
  return runOptions({
    ca: authority.cert,
    jwksBaseUrl: null,
    timeoutMs: 10_000,
    keysDir: '/nowhere',
    ...changes,
  });
}

export function reach(changes: Partial<RunOptions> = {}): Reach {
  const all = options(changes);
  return { options: all, trust, route: createRoute(all.proxy, all.resolve), clock: SYSTEM_CLOCK };
}

export function setting(
  changes: Partial<RunOptions> = {},
  others: Partial<Omit<Setting, 'options'>> = {},
): Setting {
  return {
    options: options(changes),
    profile: obUk33,
    trust,
    tool: { name: 'dcr-conformance', version: '1' },
    preset: null,
    supply: null,
    register: false,
    clock: SYSTEM_CLOCK,
    stop: createStop(),
    ...others,
  };
}

/** Rows of one area, or of one status, as `status: found`. */
export function brief(rows: readonly Row[], area?: Row['area']): string[] {
  return rows
    .filter((row) => area === undefined || row.area === area)
    .map(({ status, found }) => `${status}: ${found}`);
}
