import { describe, expect, it } from 'vitest';
import type { Profile } from '../model/profile.ts';
import { obUk33 } from '../profiles/ob-uk-3.3.ts';
import { makeDraft } from './make-draft.ts';
import { prepare } from './prepare.ts';
import { draftInput } from './testing/draft-input.ts';
import { fakeTrust } from './testing/fake-trust.ts';

const trust = fakeTrust();

/** A profile of plain client metadata (RFC 7591 3.1), with an SSA or without. */
function plain(values: Profile['request']['values']): Profile {
  return {
    ...obUk33,
    request: { ...obUk33.request, format: 'json', values, claims: {} },
    ssa: { ...obUk33.ssa, required: false },
  };
}

async function bodyOf(profile: Profile): Promise<unknown> {
  const { outgoing } = await prepare({
    draft: makeDraft(draftInput(profile, trust)),
    mutations: [],
    trust,
    method: 'POST',
    url: 'https://bank.example/register',
    mediaType: 'application/json',
    format: profile.request.format,
    interactionId: 'id',
  });
  return JSON.parse(String(outgoing.message.body));
}

describe('a registration in plain JSON', () => {
  it('is the client metadata themselves', async () => {
    const values = { redirect_uris: '{redirect_uris}', client_name: 'App' };
    expect(await bodyOf(plain(values))).toEqual({
      redirect_uris: ['https://tpp.example/callback', 'https://tpp.example/mobile/callback'],
      client_name: 'App',
    });
  });

  it('carries the signed SSA where the profile has one', async () => {
    const values = { client_name: 'App', software_statement: '{software_statement}' };
    expect(await bodyOf(plain(values))).toEqual({
      client_name: 'App',
      software_statement: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/),
    });
  });
});
