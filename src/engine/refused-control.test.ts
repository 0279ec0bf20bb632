import { expect, it } from 'vitest';
import { liveExchange } from '../wire/testing/live-exchange.ts';
import { type Calibrated, refusedControl } from './calibrate.ts';

function hintFor(softwareStatement: string, headers: readonly [string, string][]): string {
  const first = {
    exchange: liveExchange({ headers, answer: '{"error":"invalid_request"}' }),
    draft: {} as Calibrated['first']['draft'],
    sent: { request: {}, ssa: {}, softwareStatement },
    mutations: [],
    interactionId: '',
    record: null,
  };
  const calibration = {
    accepted: false,
    mediaType: 'application/json',
    audience: '',
    algorithm: 'PS256',
    authMethod: '',
    responseTypes: [],
    scope: '',
    tried: [],
  };
  return refusedControl({ calibration, opened: null, first }, [], false).hint ?? '';
}

it.each<[what: string, statement: string, headers: [string, string][], question: RegExp]>([
  ['with a statement', 'a.b.c', [], /^does it trust keys\/directory\.jwks\.json/],
  ['without a statement or a token', '', [], /^does it want an initial access token/],
  ['without a statement', '', [['Authorization', 'Bearer t']], /^does it take the initial access/],
])(
  'a refused registration %s is asked about as what it is',
  (_what, statement, headers, question) => {
    expect(hintFor(statement, headers)).toMatch(question);
  },
);
