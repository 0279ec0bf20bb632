import { casesFor } from '../cases/index.ts';
import type { Part } from '../cli/commands/generate-forms.ts';
import type { TrustKey, TrustMaterial } from '../keys/trust-material.ts';
import type { StimulusCase } from '../model/case.ts';
import { UsageError } from '../model/errors.ts';
import type { Profile } from '../model/profile.ts';
import { mutationsOf, type Stimulus } from '../mutations/index.ts';
import type { RegistrationWanted } from '../payload/index.ts';
import { PROFILES } from '../profiles/index.ts';
import { readChanges } from './read-changes.ts';
import { readTime } from './read-time.ts';
import { readPrivateKey, signWith, trustKey } from './web-crypto.ts';

/** What the form of the page says. */
export interface Wanted {
  readonly part: Part;
  readonly format: 'jwt' | 'json' | 'curl' | 'http';
  /** All but the keys. */
  readonly registration: Omit<RegistrationWanted, 'trust'>;
  /** The user's own signing key; null where one of the page signs. */
  readonly own: TrustKey | null;
}

/** The profile that a form names. */
export function profileOf(id: string): Profile {
  const found = PROFILES[id];
  if (found === undefined) throw new Error(`no profile ${id}`);
  return found;
}

/** Mutations of a browser: who connects, and with which certificate, is not its to say. */
export function offeredMutations(profile: Profile): readonly Stimulus[] {
  return mutationsOf(profile).filter(({ stage }) => stage !== 'connection');
}

/** Cases that send one registration. */
export function offeredCases(profile: Profile): readonly StimulusCase[] {
  return casesFor(profile).flatMap((each) =>
    each.form === 'stimulus' && each.mutation?.stage !== 'connection' ? [each] : [],
  );
}

async function ownKey(text: string, kid: string): Promise<TrustKey | null> {
  if (text.trim() === '') return null;
  const jwk = await readPrivateKey(text.trim()).catch(() => {
    throw new UsageError(
      'the private key cannot be read',
      'give PKCS#8 PEM or a private JWK: RSA, or EC on P-256',
    );
  });
  const named = kid === '' ? jwk.kid : kid;
  if (named === undefined || named === '')
    throw new UsageError(
      'nothing says the kid of the private key',
      'write it as the key set of the software has it',
    );
  return trustKey(jwk.kty === 'EC' ? 'tpp-signing-ec' : 'tpp-signing', jwk, named);
}

/** `trust` with the user's own key in the place of the software's. */
export function withOwnKey(trust: TrustMaterial, own: TrustKey | null): TrustMaterial {
  if (own === null) return trust;
  return {
    ...trust,
    key: (name) => (name === own.name ? own : trust.key(name)),
    sign: (spec, input) =>
      spec.key === own.name ? signWith(own, spec, input) : trust.sign(spec, input),
    softwareJwks: { keys: [own.publicJwk] },
  };
}

function newRunId(): string {
  return `page-${Date.now().toString(36)}`;
}

/** Reads the form. Throws an Error of one line for what cannot be meant. */
export async function readWanted(form: FormData): Promise<Wanted> {
  const said = (name: string): string => String(form.get(name) ?? '').trim();
  const profile = profileOf(said('profile'));
  const [kind, id] = said('defect').split(' ');
  const own = await ownKey(said('signing-key'), said('signing-kid'));
  return {
    part: said('part') === 'ssa' ? 'ssa' : 'request',
    format: said('format') as Wanted['format'],
    own,
    registration: {
      profile,
      algorithm:
        own === null
          ? (said('algorithm') as 'PS256' | 'ES256')
          : own.name.endsWith('-ec')
            ? 'ES256'
            : 'PS256',
      statement: said('ssa') === '' ? null : said('ssa'),
      seed: said('seed'),
      runId: said('run-id') || newRunId(),
      now: readTime(said('now')) ?? Math.floor(Date.now() / 1000),
      audience: said('audience'),
      jwksBaseUrl: said('jwks-base-url').replace(/\/+$/, ''),
      registrationEndpoint: said('registration-endpoint'),
      edits: readChanges(String(form.get('changes') ?? '')),
      like: kind === 'case' ? (offeredCases(profile).find((each) => each.id === id) ?? null) : null,
      mutations:
        kind === 'mutation' ? offeredMutations(profile).filter((each) => each.id === id) : [],
    },
  };
}
