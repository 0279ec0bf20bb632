/** The shape of dcr.config.json and dcr.config.yaml: the long options as members. */
import { z } from 'zod';
import type { OptionSpec } from './spec.ts';
import { OPTIONS } from './table.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

function member(name: string, spec: OptionSpec): z.ZodType {
  if (spec.form === 'flag') return z.boolean().optional();
  if (spec.form === 'one') return z.union([z.string(), z.number()]).optional();
  const list = z.union([scalar, z.array(scalar)]);
  return (name === 'set' ? z.union([list, z.record(z.string(), z.unknown())]) : list).optional();
}

/** Names that a configuration file may use. */
export const CONFIG_NAMES: readonly string[] = Object.entries<OptionSpec>(OPTIONS)
  .filter(([name, spec]) => !spec.flagOnly && name !== 'config')
  .map(([name]) => name);

/** zod schema of a configuration file. */
export const configSchema = z.strictObject(
  Object.fromEntries(
    Object.entries<OptionSpec>(OPTIONS)
      .filter(([name]) => CONFIG_NAMES.includes(name))
      .map(([name, spec]) => [name, member(name, spec)]),
  ),
);
