import type { Found } from '../model/lint.ts';
import type { ClaimSpec, Profile } from '../model/profile.ts';
import { type ClaimDefect, canHaveDefect, hasDefect } from '../rules/claim-defects.ts';
import { claimAdvice } from './claim-advice.ts';
import type { RuleContext } from './rule-context.ts';
import { shownValue } from './shown-value.ts';
import { pointerOf } from './text/json-place.ts';

const REMARKS: Readonly<Partial<Record<ClaimDefect, string>>> = {
  type: 'has another type than the table of claims gives it',
  length: 'has another length than the table of claims gives it',
  value: 'has another form than the table of claims gives it',
};

const ASK_FOR_AUDIENCE =
  'Set aud to what the bank documents: its id at the directory, or, as many want, its issuer URL.';

interface Unbound {
  readonly name: string;
  readonly spec: ClaimSpec;
  readonly defect: ClaimDefect;
}

/** What a table lists and no clause demands, by profile. */
const UNBOUND = new WeakMap<Profile, Readonly<Record<'request' | 'ssa', readonly Unbound[]>>>();

function unboundIn(profile: Profile, layer: 'request' | 'ssa'): readonly Unbound[] {
  const known = UNBOUND.get(profile);
  if (known !== undefined) return known[layer];
  const found = {
    request: unboundOf(profile.request.claims),
    ssa: unboundOf(profile.ssa.claims),
  };
  UNBOUND.set(profile, found);
  return found[layer];
}

function unboundOf(claims: Profile['request']['claims']): readonly Unbound[] {
  const defects = Object.keys(REMARKS) as (keyof typeof REMARKS & ('type' | 'length' | 'value'))[];
  return Object.entries(claims)
    .filter(([, { format }]) => format !== 'scope' && format !== 'epoch-seconds')
    .flatMap(([name, spec]) =>
      defects
        .filter((defect) => spec.clauses[defect] === undefined && canHaveDefect(defect, spec))
        .map((defect) => ({ name, spec, defect })),
    );
}

/** What the claim tables say and no clause makes a duty: remarks. */
export function tableRemarks(
  layer: 'request' | 'ssa',
  { profile, others, input }: RuleContext,
): readonly Found[] {
  const claims = layer === 'ssa' ? input.ssaClaims : input.claims;
  const found = unboundIn(profile, layer).filter(
    ({ name, spec, defect }) =>
      Object.hasOwn(claims, name) && hasDefect(defect, name, spec, claims),
  );
  return found.map(({ name, spec, defect }): Found => {
    const value = claims[name];
    // A length that the pattern says as well is one matter with it.
    const shape = defect === 'length' && spec.pattern !== undefined ? 'value' : defect;
    const advice = claimAdvice(name, spec, defect, { layer, value, profile, others });
    return {
      id: `${layer}.claims.${name}.${defect}`,
      severity: 'info',
      document: layer,
      pointer: pointerOf(name),
      requirements: [],
      message: `${name} ${REMARKS[shape]}; no clause has a bank refuse it.`,
      expected: advice.expected,
      actual: shownValue(name, value),
      fix: name === 'aud' ? ASK_FOR_AUDIENCE : advice.fix,
      situation: null,
    };
  });
}
