import type { Edit } from './edits.ts';
import { claims, type Facts, type Stimulus } from './stimulus.ts';

/** A change of one member of the client metadata in the request (RFC 7591 2): `request.claims.<member>.<slug>`, "a request <title>". */
export function metadata(
  member: string,
  slug: string,
  title: string,
  facts: Partial<Facts>,
  apply: Edit,
): Stimulus {
  return claims(
    {
      id: `request.claims.${member}.${slug}`,
      title: `a request ${title}`,
      path: `request.claims.${member}`,
      situation: 'client-metadata',
      ...facts,
    },
    apply,
  );
}
