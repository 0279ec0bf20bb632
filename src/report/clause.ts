import type { Requirement } from '../model/requirement.ts';
import { REQUIREMENTS } from '../requirements/index.ts';

const CATALOGUE: Readonly<Record<string, Requirement | undefined>> = REQUIREMENTS;

/** Requirement `id` as the catalogue has it. */
export function lookUp(id: string): Requirement | undefined {
  return Object.hasOwn(CATALOGUE, id) ? CATALOGUE[id] : undefined;
}

/** Where requirement `id` comes from, such as `RFC 7591 3.2.1, https://…`; empty when the catalogue does not know it. */
export function clause(id: string): string {
  const found = lookUp(id);
  return found === undefined ? '' : `${found.spec} ${found.section}, ${found.url}`;
}

/** The duty of requirement `id` in our words; empty when the catalogue does not know it. */
export function duty(id: string): string {
  return lookUp(id)?.text ?? '';
}
