import { all, type Edit, type Layer, madeAt, setClaim } from './edits.ts';
import { along, claims, type Stimulus, warned } from './stimulus.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Sets a time relative to when the draft was made. */
function at(layer: Layer, name: string, offset: number): Edit {
  return (draft, material) => setClaim(layer, name, madeAt(draft) + offset)(draft, material);
}

/** Both times of the request moved by the same span: `iat` comes last, since the others count from it. */
function moved(offset: number): Edit {
  return all(at('request', 'exp', offset + 5 * MINUTE), at('request', 'iat', offset));
}

const EXPIRED = ['OBUK-exp-1', 'RFC7519-4.1.4-1'] as const;
const REQUEST = { situation: 'request-claims', area: 'claims' } as const;
const BOTH = 'request.claims.iat + request.claims.exp';

const requestTimes: readonly Stimulus[] = [
  claims(
    {
      ...REQUEST,
      id: 'request.claims.exp.one-hour-ago',
      title: 'a request made and expired an hour ago',
      path: BOTH,
      breaks: EXPIRED,
      core: true,
    },
    moved(-HOUR - 5 * MINUTE),
  ),
  claims(
    {
      ...REQUEST,
      id: 'request.claims.exp.ten-minutes-ago',
      title: 'a request that expired ten minutes ago',
      path: 'request.claims.exp',
      breaks: EXPIRED,
      put: true,
      why: 'RFC 7519 allows a few minutes of leeway for clock skew, not ten.',
    },
    at('request', 'exp', -10 * MINUTE),
  ),
  claims(
    {
      ...REQUEST,
      id: 'request.claims.exp.zero',
      title: 'a request whose exp is 0',
      path: 'request.claims.exp',
      breaks: EXPIRED,
      why: 'A server that tests exp for truth takes 0 for absent.',
    },
    setClaim('request', 'exp', 0),
  ),
  claims(
    {
      ...REQUEST,
      id: 'request.claims.exp.negative',
      title: 'a request whose exp is negative',
      path: 'request.claims.exp',
      breaks: EXPIRED,
      ...along('A negative number is no time either.', 'OBUK-exp-2'),
    },
    setClaim('request', 'exp', -1),
  ),
  claims(
    {
      ...REQUEST,
      id: 'request.claims.nbf.in-one-hour',
      title: 'a request not valid before an hour from now',
      path: 'request.claims.nbf',
      breaks: ['RFC7519-4.1.5-1'],
      core: true,
      put: true,
    },
    at('request', 'nbf', HOUR),
  ),
  claims(
    {
      ...REQUEST,
      id: 'request.claims.iat.tomorrow',
      title: 'a request made a day from now',
      path: BOTH,
      breaks: ['OBUK-iat-1'],
      whenAccepted: warned('No clause obliges a server to refuse a future iat.'),
    },
    moved(DAY),
  ),
  claims(
    {
      ...REQUEST,
      id: 'request.claims.iat.milliseconds',
      title: 'a request whose times are in milliseconds',
      path: BOTH,
      breaks: ['OBUK-iat-1'],
      ...along('exp is in milliseconds too, or it would have expired.', 'OBUK-exp-2'),
      whenAccepted: warned('No clause obliges a server to refuse a future iat.'),
    },
    (draft, material) => moved(madeAt(draft) * 999)(draft, material),
  ),
  ...(
    [
      ['exp.in-ten-years', 'that lives for ten years', at('request', 'exp', 3650 * DAY), 'exp'],
      ['exp.1e300', 'whose exp is 1e300', setClaim('request', 'exp', 1e300), 'exp'],
      ['exp.fraction', 'whose exp has a fraction', at('request', 'exp', 300.5), 'exp'],
      ['iat.one-year-ago', 'made a year ago', at('request', 'iat', -365 * DAY), 'iat'],
      ['iat.negative', 'whose iat is negative', setClaim('request', 'iat', -1), 'iat'],
    ] as const
  ).map(([slug, title, apply, claim]) =>
    claims(
      {
        ...REQUEST,
        id: `request.claims.${slug}`,
        title: `a request ${title}`,
        path: `request.claims.${claim}`,
        touches: [claim === 'iat' ? 'OBUK-iat-1' : 'OBUK-exp-2'],
        why: 'No clause limits the life or the age of a request.',
      },
      apply,
    ),
  ),
];

const SSA = { situation: 'ssa-claims', area: 'claims' } as const;

const ssaTimes: readonly Stimulus[] = [
  claims(
    {
      ...SSA,
      id: 'ssa.claims.exp.one-hour-ago',
      title: 'an SSA issued two hours and expired one hour ago',
      path: 'ssa.claims.iat + ssa.claims.exp',
      breaks: ['CDRAU-SSA-2', 'OBUK-SSA-request-validation-3', 'RFC7519-4.1.4-1'],
      core: true,
      put: true,
    },
    all(at('ssa', 'iat', -2 * HOUR), at('ssa', 'exp', -HOUR)),
  ),
  claims(
    {
      ...SSA,
      id: 'ssa.claims.exp.ten-minutes-ago',
      title: 'an SSA that expired ten minutes ago',
      path: 'ssa.claims.exp',
      breaks: ['CDRAU-SSA-2', 'OBUK-SSA-request-validation-3', 'RFC7519-4.1.4-1'],
    },
    at('ssa', 'exp', -10 * MINUTE),
  ),
  claims(
    {
      ...SSA,
      id: 'ssa.claims.nbf.in-one-hour',
      title: 'an SSA not valid before an hour from now',
      path: 'ssa.claims.nbf',
      breaks: ['OBUK-SSA-request-validation-3', 'RFC7519-4.1.5-1'],
      core: true,
      put: true,
    },
    at('ssa', 'nbf', HOUR),
  ),
  ...(
    [
      ['one-year-ago', 'issued a year ago', at('ssa', 'iat', -365 * DAY), {}],
      [
        'tomorrow',
        'issued a day from now',
        at('ssa', 'iat', DAY),
        along('A validity that is still to come.', 'OBUK-SSA-request-validation-3'),
      ],
      [
        'milliseconds',
        'whose iat is in milliseconds',
        setClaim('ssa', 'iat', thousandfold),
        along('A NumericDate counts seconds.', 'RFC7519-4.1.4-2'),
      ],
    ] as const
  ).map(([slug, title, apply, strictly]) =>
    claims(
      {
        ...SSA,
        id: `ssa.claims.iat.${slug}`,
        title: `an SSA ${title}`,
        path: 'ssa.claims.iat',
        touches: ['OBUK-SSA-lifetime-1'],
        ...strictly,
        why: 'The directory sets no lifetime; each ASPSP has its own limit.',
      },
      apply,
    ),
  ),
];

function thousandfold(seconds: unknown): number {
  return Number(seconds) * 1000;
}

/** Validity windows and representations of iat, nbf and exp. */
export const times: readonly Stimulus[] = [...requestTimes, ...ssaTimes];
