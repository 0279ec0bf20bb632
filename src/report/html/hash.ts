import { escapeTerminal } from '../escape.ts';

/** What the list of cases is narrowed to; page.js reads it from the fragment. */
export interface CaseFilter {
  readonly verdict?: string;
  readonly area?: string;
  readonly requirement?: string;
}

/** A link to the cases that `filter` leaves. */
export function casesHref(filter: CaseFilter): string {
  return `#cases?${new URLSearchParams({ ...filter }).toString()}`;
}

/** A link to one case. */
export function caseHref(caseId: string): string {
  return `#case/${encodeURIComponent(escapeTerminal(caseId))}`;
}
