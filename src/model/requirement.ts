export type RequirementLevel = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';

/** What a violation counts as: a fail, a warn, or only a remark. */
export type Broken = 'fail' | 'warn' | 'info';

/** Who carries the duty. Client and directory duties are tested as stimuli: a server has to refuse their violation. */
export type Party = 'server' | 'client' | 'directory';

/** One sentence of a specification. Ids are never renumbered and never re-used. */
export interface Requirement {
  readonly id: string;
  /** Short name of the document, such as `RFC 7591`. */
  readonly spec: string;
  /** Full title with version or date. */
  readonly document: string;
  readonly section: string;
  /** Link to the clause. */
  readonly url: string;
  readonly level: RequirementLevel;
  readonly whenBroken: Broken;
  readonly party: Party;
  readonly topic: string;
  /** The duty, in our words. */
  readonly text: string;
  /** How a black-box test provokes it, in our words. */
  readonly stimulus: string;
  readonly profiles: readonly string[];
  /** Rows of a standard about the same thing, whatever they say of it: a case that names one of them shows this row too. */
  readonly seenWith?: readonly string[];
  readonly note?: string;
  /** Present when the duty leaves no trace on the wire: why. */
  readonly unobservable?: string;
  /** False when the text was not read in its source. */
  readonly verified: boolean;
}
