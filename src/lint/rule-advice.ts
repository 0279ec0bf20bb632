import type { Profile } from '../model/profile.ts';
import type { RuleAdvice } from './advice.ts';
import { joseAdvice } from './advice-of-form.ts';
import { OPEN_ADVICE } from './advice-of-open-rules.ts';
import { RULE_ADVICE } from './advice-of-rules.ts';
import { signatureAdvice } from './advice-of-signatures.ts';

/** What to say of rule `id`; null for a rule about a claim of the tables, and for one that is not known here. */
export function ruleAdvice(id: string, profile: Profile): RuleAdvice | null {
  const [layer = '', family = '', ...rest] = id.split('.');
  if (layer === 'request' || layer === 'ssa') {
    if (family === 'jose') return joseAdvice(rest.join('.'), profile, layer);
    if (family === 'signature' || family === 'key') {
      return signatureAdvice([family, ...rest].join('.'), layer);
    }
  }
  const advice = [RULE_ADVICE, OPEN_ADVICE].find((table) => Object.hasOwn(table, id));
  return advice?.[id] ?? null;
}
