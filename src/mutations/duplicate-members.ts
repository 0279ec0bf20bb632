import type { Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, appendMember, type Edit, type Layer, prependMember, setClaim } from './edits.ts';
import { LAYERS } from './layers.ts';
import { claims, type Stimulus } from './stimulus.ts';

/** A claim that stands there twice, the illegal value being this one. */
const TWICE: readonly (readonly [Layer, claim: string, bad: string, ...RequirementId[]])[] = [
  ['request', 'iss', '"ForeignSoftware1234567"', 'OBUK-iss-1'],
  ['request', 'exp', '1000000000', 'OBUK-exp-1'],
  ['request', 'software_id', '"ForeignSoftware1234567"', 'OBUK-software_id-1'],
  ['request', 'redirect_uris', '["https://attacker.example/callback"]', 'OBUK-redirect_uris-1'],
  ['request', 'software_statement', '"not-a-jwt"', 'OBUK-software_statement-1', 'RFC7515-5.2-1'],
  ['ssa', 'iss', '"Rogue Directory"', 'RFC8725-3.8-1', 'RFC7591-3.2.2-10'],
  ['ssa', 'software_id', '"ForeignSoftware1234567"', 'OBUK-iss-1', 'OBUK-software_id-1'],
];

const OTHER_REDIRECT = '["https://other.example/callback"]';

/** Those claims that a token of the profile has: what a server does not know it ignores, however often it stands there. */
function twice({ request, ssa }: Profile): typeof TWICE {
  const known = { request: request.claims, ssa: ssa.claims };
  const listing = ssa.names.redirectUris;
  const all: typeof TWICE = [...TWICE, ['ssa', listing, OTHER_REDIRECT, 'OBUK-redirect_uris-1']];
  return all.filter(([layer, name]) => Object.hasOwn(known[layer], name));
}

/** software_id is optional in the request: where it is missing, the illegal one would stand alone. */
function withSoftwareId(layer: Layer): Edit {
  return setClaim(layer, 'software_id', (old, draft) => old ?? draft.softwareId);
}

/** RFC 7519 4: a name that stands there twice is refused, or the last one counts; never the first. */
export function duplicateMembers(profile: Profile): readonly Stimulus[] {
  return twice(profile).flatMap(([layer, name, bad, ...requirements]) => {
    const { noun, malformed } = LAYERS[layer];
    // Where the last one counts, a server may find fault with its value only.
    const situation = name.endsWith('redirect_uris') ? 'redirect-uri' : malformed;
    const facts = { path: `${layer}.claims`, situation } as const;
    const member = `${JSON.stringify(name)}:${bad}`;
    const present = name === 'software_id' ? withSoftwareId(layer) : all();
    return [
      claims(
        {
          ...facts,
          id: `${layer}.claims.${name}.twice-illegal-last`,
          title: `${noun} with two ${name}, the illegal one last`,
          breaks: ['RFC7519-4-1', ...requirements],
          core: name === 'iss',
          put: name === 'redirect_uris',
        },
        all(present, appendMember(layer, 'claims', member)),
      ),
      claims(
        {
          ...facts,
          id: `${layer}.claims.${name}.twice-illegal-first`,
          title: `${noun} with two ${name}, the illegal one first`,
          touches: ['RFC7519-4-1'],
          spare: name !== 'iss',
        },
        all(present, prependMember(layer, 'claims', member)),
      ),
    ];
  });
}
