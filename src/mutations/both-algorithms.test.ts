import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { makeDraft, publicMaterial } from '../payload/index.ts';
import { signDraft } from '../payload/sign-draft.ts';
import { draftInput } from '../payload/testing/draft-input.ts';
import { fakeTrust } from '../payload/testing/fake-trust.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { mutationsOf } from './index.ts';

const trust = fakeTrust();
const LEGAL = mutationsOf(obUk33).filter(({ outcome }) => outcome === 'accepted');

describe.each(['PS256', 'ES256'] as const)('on a base signed with %s', (algorithm) => {
  const base = makeDraft(draftInput(obUk33, trust, { algorithm }));
  const currentDate = new Date(Number(base.request.claims.iat) * 1000);

  it.each(LEGAL.map((mutation) => [mutation.id, mutation] as const))(
    'the legal change %s leaves a request that its key set verifies',
    async (_id, mutation) => {
      const draft =
        mutation.stage === 'claims' ? mutation.apply(base, publicMaterial(trust)) : base;
      const { request } = await signDraft(draft, [], trust);
      const { keys } = (draft.jwks?.body ?? trust.softwareJwks) as unknown as JSONWebKeySet;
      const named = keys.filter(({ kid }) => kid === draft.request.header.kid);
      // A server that knows one of the two algorithms only has to get along as well.
      const getKey = createLocalJWKSet({ keys: named });
      const verified = jwtVerify(request, getKey, { algorithms: [algorithm], currentDate });
      await expect(verified).resolves.toBeDefined();
    },
  );
});
