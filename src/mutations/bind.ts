import type { Profile } from '../model/profile.ts';
import { rowsIn } from '../requirements/applies.ts';
import { isSpare, isUpdate } from './spares.ts';
import type { Stimulus } from './stimulus.ts';

/** Claims that say something about a JWT, not about the client: where requests are plain JSON there are none. */
const MECHANICS = new Set(['iss', 'iat', 'exp', 'nbf', 'aud', 'jti']);

/** True for what is done to the request as a token, which plain JSON is not. */
function isOnToken(stimulus: Stimulus): boolean {
  return stimulus.stage === 'token' && stimulus.layer === 'request';
}

/** True where a part of a path is something that a registration of the profile has. */
function exists(part: string, { request }: Profile): boolean {
  if (request.format === 'jwt') return true;
  const [layer, stage, claim = ''] = part.split('.');
  if (layer !== 'request') return true;
  return stage === 'claims' && !(MECHANICS.has(claim) && request.claims[claim] === undefined);
}

/** What is sent, in the words of the profile: plain JSON is no JWT. */
function titleIn({ request }: Profile, { title }: Stimulus): string {
  return request.format === 'jwt' ? title : title.replaceAll('request JWT', 'registration request');
}

/**
 * `stimulus` as it stands in `profile`: about the rows that apply there. Empty where nothing is left of it, since the
 * profile has no such part or no such row.
 */
export function bind(stimulus: Stimulus, profile: Profile): readonly Stimulus[] {
  if (profile.request.format === 'json' && isOnToken(stimulus)) return [];
  if (!stimulus.path.split(' + ').every((part) => exists(part, profile))) return [];
  const breaks = rowsIn(profile, stimulus.breaks);
  const touches = rowsIn(profile, stimulus.touches);
  const named = stimulus.outcome === 'refused' ? stimulus.breaks : stimulus.touches;
  const left = stimulus.outcome === 'refused' ? breaks : touches;
  if (named.length > 0 && left.length === 0) return [];
  const alone = profile.request.format === 'json' && profile.ssa.required;
  const spare = isSpare({ ...stimulus, breaks }, !alone);
  const also = stimulus.alsoBreaks;
  return [
    {
      ...stimulus,
      title: titleIn(profile, stimulus),
      breaks,
      touches,
      ...(also === undefined ? {} : { alsoBreaks: { ...also, rows: rowsIn(profile, also.rows) } }),
      spare,
      alsoPut: isUpdate(stimulus),
    },
  ];
}
