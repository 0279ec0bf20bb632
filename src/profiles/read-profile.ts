import { UsageError } from '../model/errors.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import { PLACEHOLDER, PLACEHOLDERS } from '../model/placeholders.ts';
import type { ClaimSpec, Profile } from '../model/profile.ts';
import { extendProfile } from './extend.ts';
import { profileSchema } from './schema.ts';

export interface ReadProfileInput {
  /** The parsed file. */
  readonly value: unknown;
  /** Its name, for messages. */
  readonly source: string;
  /** Profiles that it may extend, by id. */
  readonly known: Readonly<Record<string, Profile>>;
  /** True for an id of the catalogue. */
  isRequirement(id: string): boolean;
}

/**
 * The profile that a file describes: whole, or what differs from the one that its member `extends` names.
 * Throws a UsageError that names the first wrong member and what it has to be.
 */
export function readProfile({ value, source, known, isRequirement }: ReadProfileInput): Profile {
  if (!isJsonObject(value)) throw wrong(source, '', 'is not an object', 'write a profile');
  const { extends: parent, $schema: _forEditors, ...own } = value;
  const whole = parent === undefined ? own : extended(own, parent, source, known);
  const parsed = profileSchema.safeParse(whole);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join('.') ?? '';
    throw wrong(
      source,
      path,
      issue?.message ?? 'is wrong',
      'docs/profile.schema.json has the shape',
    );
  }
  const profile: Profile = parsed.data;
  if (Object.hasOwn(known, profile.id)) {
    throw wrong(source, 'id', `"${profile.id}" is a built-in profile`, 'choose another id');
  }
  const problem = problemOf(profile, isRequirement);
  if (problem !== null) throw wrong(source, problem.path, problem.what, problem.hint);
  return profile;
}

function wrong(source: string, path: string, what: string, hint: string): UsageError {
  return new UsageError(`${source}: ${path === '' ? 'the profile' : path} ${what}`, hint);
}

function extended(
  own: JsonObject,
  parent: unknown,
  source: string,
  known: Readonly<Record<string, Profile>>,
): JsonObject {
  const base = typeof parent === 'string' && Object.hasOwn(known, parent) ? known[parent] : null;
  if (base === null || base === undefined) {
    const names = Object.keys(known).join(', ');
    throw wrong(source, 'extends', 'names no built-in profile', `one of ${names}`);
  }
  if (typeof own.id !== 'string')
    throw wrong(source, 'id', 'is missing', 'give the profile a name');
  return extendProfile(JSON.parse(JSON.stringify(base)) as JsonObject, own);
}

interface Problem {
  readonly path: string;
  readonly what: string;
  readonly hint: string;
}

/** What the schema cannot see: requirements and placeholders there are none of, values of claims nobody described. */
function problemOf(profile: Profile, isRequirement: (id: string) => boolean): Problem | null {
  const tables = [
    ['request', profile.request.claims],
    ['ssa', profile.ssa.claims],
    ['response.members', profile.response.members],
  ] as const;
  for (const [table, claims] of tables) {
    for (const [name, spec] of Object.entries(claims)) {
      const unknown = unknownClause(spec, isRequirement);
      if (unknown !== null) {
        return {
          path: `${table}.${name}.clauses.${unknown}`,
          what: 'names no requirement',
          hint: 'list requirements shows them all',
        };
      }
    }
  }
  const row = profile.overrides.find(({ requirement }) => !isRequirement(requirement));
  if (row !== undefined) {
    return {
      path: 'overrides',
      what: `names no requirement: ${row.requirement}`,
      hint: 'list requirements shows them all',
    };
  }
  const deviation = profile.deviations?.find(({ requirement }) => !isRequirement(requirement));
  if (deviation !== undefined) {
    return {
      path: 'deviations',
      what: `names no requirement: ${deviation.requirement}`,
      hint: 'list requirements shows them all',
    };
  }
  const names: ReadonlySet<string> = new Set(PLACEHOLDERS);
  for (const part of ['request', 'ssa'] as const) {
    const used = JSON.stringify(profile[part].values).matchAll(PLACEHOLDER);
    const unknown = [...used].map(([, name = '']) => name).find((name) => !names.has(name));
    if (unknown !== undefined) {
      return {
        path: `${part}.values`,
        what: `use the unknown placeholder {${unknown}}`,
        hint: `known are ${PLACEHOLDERS.join(', ')}`,
      };
    }
  }
  return null;
}

function unknownClause(
  { clauses }: ClaimSpec,
  isRequirement: (id: string) => boolean,
): string | null {
  const wrongOne = Object.entries(clauses).find(([, id]) => !isRequirement(id));
  return wrongOne === undefined ? null : wrongOne[0];
}
