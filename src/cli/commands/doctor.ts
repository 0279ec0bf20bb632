import type { Setting } from '../../doctor/context.ts';
import { PRESETS, type Preset } from '../../doctor/presets.ts';
import type { Row } from '../../doctor/row.ts';
import { createStop } from '../../engine/case-end.ts';
import { SYSTEM_CLOCK } from '../../engine/open-target.ts';
import { EXIT, UsageError } from '../../model/errors.ts';
import type { RunOptions } from '../../model/options.ts';
import { escapeTerminal, shorten } from '../../report/escape.ts';
import { createPaint } from '../../report/paint.ts';
import type { Io, Output } from '../io.ts';
import type { CommandLine } from '../options/command-line.ts';
import { mergeOptions } from '../options/merge.ts';
import { printConfig } from '../options/print-config.ts';
import { toRunOptions } from '../options/run-options.ts';
import { didYouMean } from '../options/suggest.ts';
import type { OptionValues } from '../options/table.ts';
import { wantsColor } from '../run/color.ts';
import { watchInterrupts } from '../run/interrupts.ts';
import { openKeysFor } from '../run/open-keys.ts';
import { createSsaCommand } from '../run/ssa-command.ts';
import { TOOL } from '../tool.ts';
import { tableText, totalsLine } from './doctor-text.ts';

/** An examination that takes longer than this ends with what it has. */
const LONGEST_MS = 3 * 60_000;

function choosePreset(id: string | null): Preset | null {
  if (id === null) return null;
  const known = PRESETS.map((preset) => preset.id);
  const found = PRESETS.find((preset) => preset.id === id);
  if (found !== undefined) return found;
  throw new UsageError(`unknown preset ${id}`, didYouMean(id, known, `use ${known.join(', ')}`));
}

interface Chosen {
  readonly options: RunOptions;
  readonly values: OptionValues;
  readonly preset: Preset | null;
  /** Null only where a dry run shows a preset with placeholders. */
  readonly target: URL | null;
}

async function choose(values: OptionValues, io: Io): Promise<Chosen> {
  const preset = choosePreset(values.preset);
  const options = await toRunOptions(values, io, Date.now());
  if (options.target !== null) return { options, values, preset, target: new URL(options.target) };
  if (preset !== null && values['dry-run']) return { options, values, preset, target: null };
  throw new UsageError(
    'there is no target to look at',
    'write doctor --target=URL: the discovery document, the issuer or the registration endpoint',
  );
}

/** One line that is written over, on a terminal only. */
function liveLine(output: Output): { show(text: string): void; end(): void } {
  if (!output.isTTY) return { show: () => undefined, end: () => undefined };
  const clear = '\r\u001b[2K';
  return {
    show: (text) =>
      output.write(`${clear}${shorten(escapeTerminal(text), Math.max(0, output.columns - 1))}`),
    end: () => output.write(clear),
  };
}

function exitCodeOf(rows: readonly Row[]): number {
  return rows.some(({ status }) => status === 'problem') ? EXIT.noVerdict : EXIT.ok;
}

/** JSON in which nothing but ASCII stands: a terminal would act on some of what a target may say. */
function asciiJson(document: unknown): string {
  const text = JSON.stringify(document, null, 2);
  const spelt = text.replace(
    /[^\x20-\x7e\n]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${spelt}\n`;
}

function headline({ target, preset, options }: Chosen): string {
  const parts = [
    `${TOOL.name} ${TOOL.version}`,
    'doctor',
    options.profile.id,
    ...(preset === null ? [] : [`preset ${preset.id}`]),
    `target: ${target === null ? 'none' : escapeTerminal(options.target ?? '')}`,
  ];
  return `${parts.join(' · ')}\n\n`;
}

async function plan(chosen: Chosen, io: Io): Promise<number> {
  const { options, preset, target, values } = chosen;
  const [{ dryRun }, { presetRows }] = await Promise.all([
    import('../../doctor/dry-run.ts'),
    import('../../doctor/preset-rows.ts'),
  ]);
  const rows = preset === null ? [] : presetRows(preset, target);
  const setting = {
    options,
    preset,
    profile: options.profile,
    tool: TOOL,
    register: values.register ?? true,
    clock: SYSTEM_CLOCK,
    stop: createStop(),
  };
  const steps = target === null ? [] : dryRun(setting, target);
  if (values.json) {
    io.stdout.write(asciiJson({ schemaVersion: '1.0', tool: TOOL, target, rows, steps }));
    return EXIT.ok;
  }
  const paint = createPaint(wantsColor(options.color, io));
  io.stdout.write(headline(chosen));
  if (rows.length > 0) io.stdout.write(`${tableText(rows, paint)}\n`);
  if (steps.length === 0) {
    io.stdout.write('Nothing was sent. --target=URL fills the hosts in.\n');
    return EXIT.ok;
  }
  const lines = steps.map((step, index) => `  ${index + 1}. ${escapeTerminal(step)}`);
  io.stdout.write(`Nothing was sent. Without --dry-run doctor would\n${lines.join('\n')}\n`);
  return EXIT.ok;
}

async function look(chosen: Chosen, target: URL, io: Io): Promise<number> {
  const { options, preset, values } = chosen;
  const stop = createStop();
  const live = liveLine(values.json ? io.stderr : io.stdout);
  const interrupts = watchInterrupts(io);
  interrupts.attach({ abort: (reason) => stop.stop(reason) });
  const limit = options.maxDurationMs ?? LONGEST_MS;
  const timer = setTimeout(() => stop.stop(`it took longer than ${limit} ms`), limit);
  let rows: readonly Row[];
  try {
    const [trust, { examine }, { openSupply }] = await Promise.all([
      openKeysFor(options, io),
      import('../../doctor/examine.ts'),
      import('../../engine/supplied/open-supply.ts'),
    ]);
    const { profile } = options;
    const supplying = { options, profile, trust, clock: SYSTEM_CLOCK };
    const supply = await openSupply({ ...supplying, askStatement: createSsaCommand(io) });
    const setting: Setting = {
      options,
      profile,
      trust: supply?.sample().trust ?? trust,
      supply,
      tool: TOOL,
      preset,
      register: values.register ?? true,
      clock: SYSTEM_CLOCK,
      stop,
    };
    if (!values.json) io.stdout.write(headline(chosen));
    rows = await examine(setting, target, live.show);
  } finally {
    clearTimeout(timer);
    live.end();
    interrupts.dispose();
  }
  const exitCode = exitCodeOf(rows);
  if (values.json) {
    const document = {
      schemaVersion: '1.0',
      tool: TOOL,
      target: options.target,
      profile: options.profile.id,
      preset: preset?.id ?? null,
      exitCode,
      rows,
    };
    io.stdout.write(asciiJson(document));
    return exitCode;
  }
  const paint = createPaint(wantsColor(options.color, io));
  const last = `${totalsLine(rows)} · ${escapeTerminal(options.target ?? '')} · exit code ${exitCode}`;
  io.stdout.write(`${tableText(rows, paint)}\n${last}\n`);
  return exitCode;
}

/** `doctor`: can the target be tested, and what to fix. Exit code 0 without a problem, else 3. */
export async function doctor({ flags }: CommandLine, io: Io): Promise<number> {
  const merged = await mergeOptions('doctor', flags, io);
  const chosen = await choose(merged.values, io);
  if (merged.values['print-config']) {
    io.stdout.write(printConfig('doctor', merged));
    return EXIT.ok;
  }
  return chosen.target === null || merged.values['dry-run']
    ? plan(chosen, io)
    : look(chosen, chosen.target, io);
}
