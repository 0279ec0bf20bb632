/** Options with a fixed name that this version does not have, and what to do meanwhile. */
import { UsageError } from '../../model/errors.ts';

export const LATER_OPTIONS: Readonly<Record<string, string>> = {
  fuzz: 'only the planned cases run',
};

/** Profiles by name, without data yet. */
export const LATER_PROFILES: readonly string[] = [
  'rfc7591',
  'oidc',
  'obb-br',
  'wso2-ob3',
  'wso2-fs4',
];

/** `what` exists by name only. */
export function notYet(what: string, instead: string): UsageError {
  return new UsageError(`${what} is not available in this version`, instead);
}
