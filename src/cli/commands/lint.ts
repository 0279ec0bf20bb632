import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Analysis, analyse } from '../../lint/lint.ts';
import type { LintInput } from '../../lint/lint-input.ts';
import { consoleView } from '../../lint/output/console.ts';
import { githubAnnotations } from '../../lint/output/github.ts';
import { sarif } from '../../lint/output/sarif.ts';
import type { Role } from '../../lint/part.ts';
import type { LintText } from '../../lint/transaction.ts';
import { EXIT, UsageError } from '../../model/errors.ts';
import { isJsonObject, type JsonObject, writeJson } from '../../model/json.ts';
import { type CertificateFacts, SEVERITIES } from '../../model/lint.ts';
import { verifySignature } from '../../server/verify-signature.ts';
import type { Io } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { chooseProfile } from '../options/profile-name.ts';
import { readProxy } from '../options/proxy.ts';
import type { OptionValues } from '../options/table.ts';
import { readTransportFiles } from '../options/transport-files.ts';
import { parseJsonFile } from '../parse-file.ts';
import { wantsColor } from '../run/color.ts';
import { TOOL } from '../tool.ts';
import { fetchKeySet } from './lint-online.ts';

const ROLES = ['request', 'ssa', 'response'] as const satisfies readonly Role[];

interface Given {
  readonly file: string;
  readonly role: Role | null;
}

/** What was named, by its option or in the order of the operands. Throws a UsageError where there is nothing, or standard input comes twice. */
function given(operands: readonly string[], values: OptionValues): readonly Given[] {
  const named = ROLES.flatMap((role): Given[] => {
    const files = [values[role] ?? []].flat();
    if (files.length > 1) {
      throw new UsageError(
        `--${role} was given ${files.length} times`,
        'lint looks at one registration at a time',
      );
    }
    return files.map((file) => ({ file, role }));
  });
  const all = [...named, ...operands.map((file) => ({ file, role: null }))];
  if (all.length === 0) {
    throw new UsageError(
      'there is nothing to look at',
      'name files, or - for standard input: lint request.jwt response.json',
    );
  }
  if (all.filter(({ file }) => file === '-').length > 1) {
    throw new UsageError('standard input was named twice', 'it can be one document only');
  }
  return all;
}

async function bytesOf(file: string, io: Io): Promise<Uint8Array | string> {
  if (file === '-') return io.stdin();
  try {
    return await readFile(resolve(io.cwd, file));
  } catch (error) {
    throw new UsageError(`${file} cannot be read`, 'check the name of the file', error);
  }
}

async function textsOf(all: readonly Given[], io: Io): Promise<readonly LintText[]> {
  return Promise.all(
    all.map(async ({ file, role }) => ({
      name: file === '-' ? 'stdin' : file,
      text: await bytesOf(file, io),
      ...(role === null ? {} : { role }),
    })),
  );
}

/** The key set in a file, or at a URL with `--online`. Throws a UsageError for what is none. */
async function keySet(
  option: 'jwks' | 'directory-jwks',
  values: OptionValues,
  io: Io,
): Promise<JsonObject | null> {
  const place = values[option];
  if (place === null) return null;
  const isUrl = /^https?:/i.test(place);
  if (isUrl && !values.online) {
    throw new UsageError(
      `--${option} is a URL`,
      'add --online to have it fetched; lint sends nothing without it',
    );
  }
  const text = isUrl
    ? await fetchKeySet(place, values.ca, io.cwd, readProxy(values.proxy, io, true))
    : Buffer.from(await bytesOf(place, io)).toString('utf8');
  const value = parseJsonFile(place, text);
  if (isJsonObject(value) && Array.isArray(value.keys)) return value;
  throw new UsageError(`${place} holds no key set`, 'it has to be a JSON object with keys: [...]');
}

async function certificateOf(values: OptionValues, io: Io): Promise<CertificateFacts | null> {
  const files = readTransportFiles(values, io);
  if (files === null) return null;
  const { certificateFacts } = await import('../../keys/certificate-facts.ts');
  return certificateFacts(files);
}

async function inputOf(
  operands: readonly string[],
  values: OptionValues,
  io: Io,
): Promise<LintInput> {
  const texts = await textsOf(given(operands, values), io);
  const [name = 'auto'] = values.profile;
  const isAuto = name === 'auto' && values.profile.length === 1;
  const jwks = await keySet('jwks', values, io);
  const directoryJwks = await keySet('directory-jwks', values, io);
  const certificate = await certificateOf(values, io);
  return {
    texts,
    verify: verifySignature,
    profile: isAuto ? 'auto' : await chooseProfile(values.profile, io.cwd),
    ...(values.now === null ? {} : { now: values.now }),
    ...(values.audience === null ? {} : { audiences: [values.audience] }),
    ...(jwks === null ? {} : { jwks }),
    ...(directoryJwks === null ? {} : { directoryJwks }),
    ...(certificate === null ? {} : { certificate }),
  };
}

function rendered(reporter: string, analysis: Analysis, values: OptionValues, io: Io): string {
  const { report } = analysis;
  switch (reporter) {
    case 'json':
      return `${writeJson(report, 2)}\n`;
    case 'sarif':
      return sarif(report, TOOL);
    case 'github':
      return githubAnnotations(report);
    default: {
      const color = wantsColor(values.color, io);
      return consoleView(analysis, { color, quiet: values.quiet });
    }
  }
}

/** `lint [FILES]`: everything that is wrong with the parts of a registration. Exit code 1 from --fail-on on. */
export async function lint({ flags, operands }: CommandLine, io: Io): Promise<number> {
  const { values } = await mergeOptions('lint', flags, io);
  const analysis = await analyse(await inputOf(operands, values, io));
  for (const reporter of values.reporter) {
    io.stdout.write(rendered(reporter, analysis, values, io));
  }
  // From the weightiest down to the least that counts.
  const least = String(values['fail-on']);
  const counted = SEVERITIES.slice(0, SEVERITIES.map(String).indexOf(least) + 1);
  const failed = counted.some((severity) => analysis.report.summary[severity] > 0);
  return failed ? EXIT.fail : EXIT.ok;
}
