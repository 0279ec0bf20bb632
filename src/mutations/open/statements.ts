import type { Json } from '../../model/json.ts';
import type { Profile } from '../../model/profile.ts';
import { duplicateMembers } from '../duplicate-members.ts';
import { dropClaim, setClaim } from '../edits.ts';
import { joseAlgorithms } from '../jose-algorithms.ts';
import { joseHeaders } from '../jose-headers.ts';
import { joseKeys } from '../jose-keys.ts';
import { joseSignatureForms } from '../jose-signature-forms.ts';
import { joseUnsigned } from '../jose-unsigned.ts';
import { jsonTexts } from '../json-texts.ts';
import { claims, type Stimulus } from '../stimulus.ts';
import { tampering } from '../tampering.ts';
import { tokenKinds } from '../token-kinds.ts';
import { withStatement } from '../with-statement.ts';

/** A probe where the claim is optional. */
export const ofNoSoftware: Stimulus = claims(
  {
    id: 'ssa.claims.software_id.left-out',
    title: 'an SSA that names no software',
    path: 'ssa.claims.software_id',
    situation: 'ssa-claims',
  },
  dropClaim('ssa', 'software_id'),
);

/** What is wrong with a statement in any ecosystem, as far as nothing of the request is changed for it. */
function ofAnyEcosystem(profile: Profile): readonly Stimulus[] {
  return [
    ...joseUnsigned,
    ...joseAlgorithms,
    ...joseKeys,
    ...joseHeaders,
    ...joseSignatureForms,
    ...tampering,
    ...duplicateMembers(profile),
    ...tokenKinds,
    ...jsonTexts,
  ].filter(
    ({ path, outcome, spare }) =>
      outcome === 'refused' && !spare && path.split(' + ').every((part) => part.startsWith('ssa.')),
  );
}

const HOUR = 3600;

function inSeconds(seconds: number): Parameters<typeof setClaim>[2] {
  return (_old: Json | undefined, draft) => Number(draft.ssa.claims.iat) + seconds;
}

const OTHER = 'Somebody else';

const own: readonly Stimulus[] = [
  claims(
    {
      id: 'ssa.claims.exp.past',
      title: 'an SSA that expired an hour ago',
      path: 'ssa.claims.exp',
      breaks: ['RFC7519-4.1.4-1', 'RFC7591-3.2.2-9'],
      situation: 'ssa-claims',
      core: true,
    },
    setClaim('ssa', 'exp', inSeconds(-HOUR)),
  ),
  claims(
    {
      id: 'ssa.claims.nbf.future',
      title: 'an SSA that is not valid yet',
      path: 'ssa.claims.nbf',
      breaks: ['RFC7519-4.1.5-1'],
      situation: 'ssa-claims',
    },
    setClaim('ssa', 'nbf', inSeconds(HOUR)),
  ),
  claims(
    {
      id: 'ssa.claims.iss.unknown',
      title: 'an SSA of an issuer that nobody knows',
      path: 'ssa.claims.iss',
      breaks: ['RFC7591-3.2.2-10'],
      situation: 'ssa-untrusted',
      core: true,
    },
    setClaim('ssa', 'iss', 'Nobody Ltd'),
  ),
  claims(
    {
      id: 'ssa.claims.iss.longer',
      title: 'an SSA of an issuer whose name begins like a trusted one',
      path: 'ssa.claims.iss',
      breaks: ['RFC7591-3.2.2-10'],
      situation: 'ssa-untrusted',
    },
    setClaim('ssa', 'iss', (old) => `${String(old)} of Nowhere`),
  ),
  ofNoSoftware,
  claims(
    {
      id: 'ssa.claims.x_private.added',
      title: 'an SSA with a private claim',
      path: 'ssa.claims.x_private',
      accepts: ['RFC7519-4-2'],
    },
    setClaim('ssa', 'x_private', 'unknown'),
  ),
  claims(
    {
      id: 'request.claims.client_name.self-asserted',
      title: 'a request with another client_name than its SSA',
      path: 'request.claims.client_name',
      breaks: ['RFC7591-2-12', 'RFC7591-5-4'],
      situation: 'client-metadata',
      replaceable: { member: 'client_name', value: OTHER },
      core: true,
    },
    setClaim('request', 'client_name', OTHER),
  ),
  claims(
    {
      id: 'request.claims.software_id.self-asserted',
      title: 'a request with another software_id than its SSA',
      path: 'request.claims.software_id',
      breaks: ['RFC7591-2-12', 'RFC7591-5-4'],
      situation: 'client-metadata',
      replaceable: { member: 'software_id', value: OTHER },
    },
    setClaim('request', 'software_id', OTHER),
  ),
  claims(
    {
      id: 'request.claims.client_name.from-statement',
      title: 'a request that leaves client_name to its SSA',
      path: 'request.claims.client_name',
      accepts: ['RFC7591-3.2.1-9', 'RFC7591-3.2.1-8'],
    },
    dropClaim('request', 'client_name'),
  ),
];

/** `stimulus` on a request that carries a statement; only where the target takes statements of ours. */
export function onStatement(stimulus: Stimulus): Stimulus {
  return {
    ...stimulus,
    base: [withStatement],
    needs: [...new Set([...stimulus.needs, 'trusted' as const])],
  };
}

/** Statements in requests that could go without (RFC 7591 2.3). */
export function openStatements(profile: Profile): readonly Stimulus[] {
  return [withStatement, ...[...ofAnyEcosystem(profile), ...own].map(onStatement)];
}
