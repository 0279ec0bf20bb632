import type { ClaimSpec } from '../model/profile.ts';
import { type ClaimDefect, hasDefect } from './claim-defects.ts';
import type { Layer } from './layer.ts';
import type { RegistrationInput } from './registration-input.ts';
import type { Rule } from './rule.ts';

const COMPLAINTS: Readonly<Record<ClaimDefect, string>> = {
  present: 'is missing',
  type: 'has the wrong type',
  empty: 'is empty',
  value: 'has a value that is not allowed',
  length: 'has the wrong length',
};

const DEFECTS = Object.keys(COMPLAINTS) as readonly ClaimDefect[];

/**
 * The rules that a profile's claim table makes, `<layer>.claims.<name>.<defect>`: one for each defect
 * that a clause speaks about. What no clause rules out is not ruled out here either.
 */
export function claimRules(
  layer: Layer,
  specs: readonly (readonly [name: string, spec: ClaimSpec])[],
): readonly Rule<RegistrationInput>[] {
  return specs.flatMap(([name, spec]) =>
    DEFECTS.flatMap((defect) => {
      const requirement = clauseFor(defect, spec);
      if (requirement === undefined) return [];
      return [claimRule(layer, name, spec, defect, requirement)];
    }),
  );
}

function claimRule(
  layer: Layer,
  name: string,
  spec: ClaimSpec,
  defect: ClaimDefect,
  requirement: string,
): Rule<RegistrationInput> {
  const complaint = `${name} of the ${layer.noun} ${COMPLAINTS[defect]}`;
  // Metadata that the SSA fixes are judged as they will be registered.
  const merged = layer.name === 'request' && spec.situation === 'client-metadata';
  return {
    id: `${layer.name}.claims.${name}.${defect}`,
    requirement,
    situation: spec.situation,
    description: `it is not so that ${complaint}`,
    test: (input) => {
      const claims = merged ? input.metadata : layer.claims(input);
      const judged = layer.token(input) !== null && hasDefect(defect, name, spec, claims);
      return judged ? complaint : null;
    },
  };
}

function clauseFor(defect: ClaimDefect, spec: ClaimSpec): string | undefined {
  const { clauses } = spec;
  switch (defect) {
    case 'present': {
      const demanded = spec.presence === 'required' || spec.requiredWhen !== undefined;
      return demanded ? clauses.absent : undefined;
    }
    case 'length': {
      const limited = (spec.minLength ?? 0) > 1 || spec.maxLength !== undefined;
      return limited ? clauses.length : undefined;
    }
    case 'value':
      // A time in milliseconds is a number, but not the one the clause defines.
      if (spec.format === 'epoch-seconds') return clauses.value ?? clauses.type;
      return isRestricted(spec) ? clauses.value : undefined;
    case 'empty':
      return spec.type === 'string' || spec.type === 'array' ? clauses.empty : undefined;
    default:
      return clauses.type;
  }
}

function isRestricted({ pattern, values, format }: ClaimSpec): boolean {
  if (pattern !== undefined || format === 'https-uri' || format === 'dn') return true;
  return values !== undefined && format !== 'scope';
}
