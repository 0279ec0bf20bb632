/** What there is to say of a broken rule besides its own sentence. */
export interface RuleAdvice {
  /** Pointer into the part: `#header/alg`, `/exp`, '' for the whole. */
  readonly at: string;
  readonly expected: string;
  readonly fix: string;
}
