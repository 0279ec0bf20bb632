import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import { isJsonObject, type JsonObject } from '../../model/json.ts';
import { clause } from '../../report/clause.ts';
import { escapeTerminal } from '../../report/escape.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { printConfig } from '../options/print-config.ts';
import { chooseProfile } from '../options/profile-name.ts';
import type { OptionValues } from '../options/table.ts';
import { openKeys } from '../run/open-keys.ts';
import { untilStopped } from '../run/until-stopped.ts';

/** The JWK Set in `file`. Throws a UsageError of one line when it is not one. */
async function readKeySet(file: string, cwd: string): Promise<JsonObject> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`key set ${file} cannot be read`, 'check the name of the file', error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`key set ${file} is no JSON`, 'give a file with {"keys": […]}', error);
  }
  if (isJsonObject(value) && Array.isArray(value.keys)) return value;
  throw new UsageError(`key set ${file} has no keys`, 'give a file with {"keys": […]}');
}

/** A line of the server's log, with the clause of the requirement that it names in brackets. */
function withClause(line: string): string {
  const named = [...line.matchAll(/\(([A-Z][\w.-]+)\)/g)].map(([, id = '']) => clause(id));
  const clauses = named.filter((text) => text !== '').map((text) => `  [${text}]`);
  return `${escapeTerminal(line)}${clauses.join('')}\n`;
}

async function start(values: OptionValues, io: Io) {
  const profile = await chooseProfile(values.profile, io.cwd);
  const [trust, { startServer }] = await Promise.all([
    openKeys(values.keys, io),
    import('../../server/start.ts'),
  ]);
  const [issuer = ''] = profile.ssa.issuers;
  const further = values.trust.map(async ({ issuer: named, file }) => ({
    issuer: named ?? issuer,
    jwks: await readKeySet(file, io.cwd),
  }));
  const mapped = values['jwks-map'].map(
    async ({ url, file }) => [url, await readKeySet(file, io.cwd)] as const,
  );
  const tls = values.tls || values.mtls;
  const directories = [{ issuer, jwks: trust.directoryJwks }, ...(await Promise.all(further))];
  const server = await startServer({
    profile,
    host: values.host,
    port: values.port,
    tls: tls ? trust.server : null,
    mtls: values.mtls ? { ca: trust.ca } : null,
    ca: trust.ca,
    directories,
    directory: {
      issuer,
      key: trust.key('directory'),
      jwks: trust.directoryJwks,
      softwareJwks: trust.softwareJwks,
    },
    offer: {
      audience: values.audience,
      mediaTypes: values['media-types'],
      algorithms: values.algorithms,
      authMethods: values['auth-methods'],
      responseTypes: values['response-types'],
      scopes: values.scopes,
    },
    faults: values.fault,
    allowPrivate: values['allow-private'],
    jwksMap: Object.fromEntries(await Promise.all(mapped)),
    ...(values.verbose && { log: (line: string) => io.stdout.write(withClause(line)) }),
  });
  return { server, directories, tls };
}

const NARROWING = [
  'media-types',
  'algorithms',
  'auth-methods',
  'response-types',
  'scopes',
] as const satisfies readonly (keyof OptionValues)[];

/** What the server leaves out of its profile, in the words of the options. */
function offered(values: OptionValues): readonly string[] {
  return NARROWING.filter((name) => values[name].length > 0).map(
    (name) => `${name.replace('-', ' ')} ${values[name].join(', ')}`,
  );
}

/** `serve`: the reference server until SIGINT or SIGTERM. */
export async function serve({ flags }: CommandLine, io: Io): Promise<number> {
  const merged = await mergeOptions('serve', flags, io);
  const { values } = merged;
  if (values['print-config']) {
    io.stdout.write(printConfig('serve', merged));
    return 0;
  }
  const { server, directories, tls } = await start(values, io);
  const stopped = untilStopped(io);
  const faults = values.fault.length === 0 ? 'none' : values.fault.join(', ');
  const lines = [
    `Reference server (${values.profile.join(', ')}) at ${server.origin}`,
    `  discovery  ${server.discoveryUrl}`,
    `  register   ${server.registrationUrl}`,
    `  audience   ${server.audience}`,
    `  directory  ${server.origin}/directory/jwks.json; POST claims to ${server.origin}/directory/ssa for a signed SSA`,
    `  trusts     ${directories.map(({ issuer }) => JSON.stringify(issuer)).join(', ')}: ${values.keys}/directory.jwks.json${values.trust.map(({ file }) => `, ${file}`).join('')}`,
    `  TLS        ${tls ? `on, trust it with --ca ${values.keys}/ca/root.pem` : 'off'}${values.mtls ? '; client certificates under the same root' : ''}`,
    `  offers     ${offered(values).join('; ') || 'all of its profile'}`,
    `  faults     ${faults}`,
    'Ctrl-C stops it.',
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  await stopped;
  await server.close();
  return 0;
}
