import type { Found } from '../model/lint.ts';
import { type ClaimDefect, hasDefect } from '../rules/claim-defects.ts';
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

/** What the claim tables say and no clause makes a duty: remarks. */
export function tableRemarks(
  layer: 'request' | 'ssa',
  { profile, others, input }: RuleContext,
): readonly Found[] {
  const claims = layer === 'ssa' ? input.ssaClaims : input.claims;
  return Object.entries(profile[layer].claims).flatMap(([name, spec]): Found[] =>
    (Object.keys(REMARKS) as ClaimDefect[]).flatMap((defect): Found[] => {
      if (spec.clauses[defect as 'type' | 'length' | 'value'] !== undefined) return [];
      if (spec.format === 'scope' || spec.format === 'epoch-seconds') return [];
      if (!Object.hasOwn(claims, name) || !hasDefect(defect, name, spec, claims)) return [];
      const value = claims[name];
      // A length that the pattern says as well is one matter with it.
      const shape = defect === 'length' && spec.pattern !== undefined ? 'value' : defect;
      const advice = claimAdvice(name, spec, defect, { layer, value, profile, others });
      return [
        {
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
        },
      ];
    }),
  );
}
