import type { TrustMaterial } from '../keys/trust-material.ts';
import type { StimulusCase } from '../model/case.ts';
import type { Mutation } from '../model/mutation.ts';
import type { PayloadEdit } from '../model/options.ts';
import type { Profile } from '../model/profile.ts';
import { deterministicUuid } from './deterministic.ts';
import { makeDraft } from './make-draft.ts';
import { type Prepared, prepare } from './prepare.ts';

/** One registration to write by hand, and who signs it. */
export interface RegistrationWanted {
  readonly profile: Profile;
  readonly trust: TrustMaterial;
  readonly algorithm: 'PS256' | 'ES256';
  /** The user's own software statement in compact form; null where one is made. */
  readonly statement: string | null;
  readonly seed: string;
  readonly runId: string;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly audience: string;
  /** Without a slash at its end. */
  readonly jwksBaseUrl: string;
  readonly registrationEndpoint: string;
  readonly edits: readonly PayloadEdit[];
  /** What this case of a run sends; null where no case is meant. */
  readonly like: StimulusCase | null;
  readonly mutations: readonly Mutation[];
}

/** The registration that `wanted` describes, signed, as it would be sent. Throws a UsageError or NotOurs for what cannot be made. */
export async function makeRegistration(wanted: RegistrationWanted): Promise<Prepared> {
  const { profile, trust, seed, runId, like, statement, registrationEndpoint: url } = wanted;
  const caseId = like?.id ?? 'generate';
  const label =
    like === null ? 'generate' : like.expect.outcome === 'accepted' ? 'valid' : 'defect';
  const { now, audience, jwksBaseUrl, algorithm, edits } = wanted;
  const draft = makeDraft({
    ...{ profile, trust, seed, runId, caseId, label, now, audience, jwksBaseUrl, algorithm, edits },
    variant: like?.variant ?? 'full',
    ...(statement === null ? {} : { statement }),
  });
  const isUpdate = like?.operation === 'put';
  return prepare({
    draft,
    base: like?.base ?? [],
    mutations: [...(like?.mutation === undefined ? [] : [like.mutation]), ...wanted.mutations],
    trust,
    // Which client is updated only the bank knows.
    url: isUpdate ? `${url}/CLIENT_ID` : url,
    method: isUpdate ? 'PUT' : 'POST',
    format: profile.request.format,
    mediaType: profile.request.mediaTypes[0] ?? 'application/json',
    interactionId: deterministicUuid(seed, runId, caseId, label, 'interaction'),
    ...(isUpdate ? { clientId: 'CLIENT_ID' } : {}),
  });
}
