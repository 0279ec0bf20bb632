import { expect, it } from 'vitest';
import type { TargetFacts } from '../model/target.ts';
import { runOptions } from './testing/run-options.ts';
import { tokenRecipes } from './tokens.ts';

const ALIAS = 'https://mtls.bank.example/token';

function audiences(target: Partial<TargetFacts>, assertionAudience: string | null = null) {
  const facts = { issuer: 'https://bank.example', discovery: null, ...target } as TargetFacts;
  const options = runOptions({ assertionAudience });
  return tokenRecipes({ options, target: facts })
    .filter(({ withScope }) => withScope)
    .map(({ audience }) => audience);
}

const endpoints = { token: ALIAS } as TargetFacts['endpoints'];

it('addresses assertions to the issuer, then to the endpoint that it calls', () => {
  expect(audiences({ endpoints })).toEqual(['https://bank.example', ALIAS]);
});

it('addresses them to the ordinary name of the endpoint as well, where the called one is its alias', () => {
  const discovery = { token_endpoint: 'https://bank.example/token' };
  expect(audiences({ endpoints, discovery })).toEqual([
    'https://bank.example',
    ALIAS,
    'https://bank.example/token',
  ]);
});

it('tries no audience twice', () => {
  expect(audiences({ endpoints, discovery: { token_endpoint: ALIAS } })).toEqual([
    'https://bank.example',
    ALIAS,
  ]);
});

it('believes --assertion-audience', () => {
  expect(audiences({ endpoints }, 'aud-1')).toEqual(['aud-1']);
});
