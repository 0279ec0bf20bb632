import { randomBytes } from 'node:crypto';
import { UsageError } from '../../model/errors.ts';
import type { RunOptions } from '../../model/options.ts';
import { REPORTERS } from '../../report/index.ts';
import type { Io } from '../io.ts';
import { registrationAuthorization } from './authorization.ts';
import { readCertificates } from './certificate-file.ts';
import { chooseProfile } from './profile-name.ts';
import { readProxy } from './proxy.ts';
import { readSecret } from './secret.ts';
import { didYouMean } from './suggest.ts';
import { readSupplied } from './supplied-files.ts';
import type { OptionValues } from './table.ts';
import { readTransportFiles } from './transport-files.ts';

/** The reporters of `names`, each once. Throws a UsageError for one that there is not. */
export function reporterNames(names: readonly string[]): readonly string[] {
  const known = REPORTERS.map((reporter) => reporter.name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UsageError(
      `unknown reporter ${name}`,
      didYouMean(name, known, `use ${known.join(', ')}`),
    );
  }
  return [...new Set(names)];
}

/** A name for a run: when, and something that no other run has. */
export function newRunId(now: number): string {
  const when = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return `${when}-${randomBytes(3).toString('hex')}`;
}

/** Merged option values as the engine takes them. Files are read, names are checked; throws a UsageError of one line. */
export async function toRunOptions(
  values: OptionValues,
  io: Pick<Io, 'env' | 'cwd'>,
  now: number,
): Promise<RunOptions> {
  const ca = values.ca.map((file) => readCertificates(file, '--ca', io.cwd)).join('');
  return {
    target: values.target,
    profile: await chooseProfile(values.profile, io.cwd),
    only: values.only,
    skip: values.skip,
    depth: values.depth,
    include: values.include,
    yes: values.yes,
    fuzz: values.fuzz,
    shard: values.shard,
    edits: [...values.set, ...values.unset],
    seed: values.seed,
    runId: values['run-id'] ?? newRunId(now),
    audience: values.audience,
    keysDir: values.keys,
    registrationEndpoint: values['registration-endpoint'],
    tokenEndpoint: values['token-endpoint'],
    allowHosts: values['allow-host'],
    ca: ca === '' ? null : ca,
    insecure: values.insecure,
    proxy: readProxy(values.proxy, io, values.target !== null),
    resolve: values.resolve,
    transport: readTransportFiles(values, io),
    supplied: readSupplied(values, io),
    registrationAuthorization: registrationAuthorization(values, io),
    headers: values.header.map(([name, text]) => [name, readSecret(text, `--header ${name}`, io)]),
    operations: values.operations.length === 0 ? null : values.operations,
    tokenScope: values['token-scope'],
    assertionAudience: values['assertion-audience'],
    jwksListen: values['jwks-listen'],
    publish: values.publish,
    jwksBaseUrl: values['jwks-base-url'],
    timeoutMs: values.timeout,
    rate: values.rate,
    concurrency: values.concurrency,
    maxDurationMs: values['max-duration'],
    out: values.out,
    reporters: reporterNames(values.reporter),
    baseline: values.baseline,
    failOn: values['fail-on'],
    record: values.record,
    quiet: values.quiet,
    color: values.color,
    debug: values.debug,
  };
}
