import type { Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { all, setClaim } from './edits.ts';
import { along, claims, type Facts, type Stimulus } from './stimulus.ts';

const SCOPE = 'request.claims.scope';
const ROLES = 'ssa.claims.software_roles';

/** A software with `roles` that asks for `scope`, of which `refused` is beyond its roles. */
const BEYOND: readonly (readonly [
  string,
  title: string,
  roles: string[],
  scope: string,
  string,
])[] = [
  [
    'aisp-payments',
    'AISP that asks for payments',
    ['AISP'],
    'openid accounts payments',
    'payments',
  ],
  [
    'pisp-accounts',
    'PISP that asks for accounts',
    ['PISP'],
    'openid payments accounts',
    'accounts',
  ],
  [
    'cbpii-payments',
    'CBPII that asks for payments',
    ['CBPII'],
    'openid fundsconfirmations payments',
    'payments',
  ],
  ['no-roles', 'software without roles that asks for accounts', [], 'openid accounts', 'accounts'],
  ['unknown-role', 'software of an unknown role', ['WIZARD'], 'openid accounts', 'accounts'],
  ['aspsp', 'ASPSP that asks for accounts', ['ASPSP'], 'openid accounts', 'accounts'],
];

const beyondRoles = BEYOND.map(([slug, title, roles, scope, refused]) =>
  claims(
    {
      id: `${SCOPE}.beyond-roles-${slug}`,
      title: `a request by ${slug === 'aisp-payments' || slug === 'aspsp' ? 'an' : 'a'} ${title}`,
      path: `${SCOPE} + ${ROLES}`,
      situation: 'client-metadata',
      breaks: ['OBUK-data-mapping-1'],
      replaceable: { member: 'scope', value: refused },
      core: slug === 'aisp-payments',
      put: slug === 'aisp-payments',
      needs: ['trusted'],
    },
    all(setClaim('ssa', 'software_roles', roles), setClaim('request', 'scope', scope)),
  ),
);

const UNKNOWN: RequirementId = 'OBUK-general-1';
const SYNTAX: RequirementId = 'RFC6749-3.3-1';
const NOT_OFFERED = along('No bank has a scope that is written like that.', UNKNOWN);

const TOKENS: readonly (readonly [
  slug: string,
  title: string,
  scope: string,
  token: string,
  Partial<Facts>,
])[] = [
  [
    'unknown',
    'with an unknown token',
    'openid accounts everything',
    'everything',
    { breaks: [UNKNOWN, 'OBBR-7.1-9-1'], put: true },
  ],
  [
    'quote',
    'with a double quote',
    'openid accounts pay"ments',
    'pay"ments',
    { breaks: [SYNTAX], ...NOT_OFFERED },
  ],
  [
    'backslash',
    'with a backslash',
    'openid accounts pay\\ments',
    'pay\\ments',
    { breaks: [SYNTAX], ...NOT_OFFERED },
  ],
  [
    'upper-case',
    'with a token in upper case',
    'openid ACCOUNTS',
    'ACCOUNTS',
    { breaks: [SYNTAX, UNKNOWN] },
  ],
];

const tokens = TOKENS.map(([slug, title, scope, refused, facts]) =>
  claims(
    {
      id: `${SCOPE}.${slug}`,
      title: `a request whose scope is ${title}`.replace(' is with', ' comes with'),
      path: SCOPE,
      situation: 'client-metadata',
      replaceable: { member: 'scope', value: refused },
      ...facts,
    },
    setClaim('request', 'scope', scope),
  ),
);

const SPELLINGS: readonly (readonly [slug: string, title: string, scope: string])[] = [
  ['two-spaces', 'with two spaces between tokens', 'openid  accounts'],
  ['outer-spaces', 'with spaces around it', ' openid accounts '],
  ['tab', 'with a tab between tokens', 'openid\taccounts'],
  ['repeated', 'with a token twice', 'openid accounts accounts'],
  ['without-openid', 'without openid', 'accounts'],
];

const probes = SPELLINGS.map(([slug, title, scope]) =>
  claims(
    {
      id: `${SCOPE}.${slug}`,
      title: `a request whose scope comes ${title}`,
      path: SCOPE,
      touches: ['RFC6749-3.3-1'],
    },
    setClaim('request', 'scope', scope),
  ),
);

function within(
  slug: string,
  title: string,
  facts: Partial<Facts>,
  scope: Parameters<typeof setClaim>[2],
  roles?: string[],
) {
  const setScope = setClaim('request', 'scope', scope);
  const asked = typeof scope === 'string' ? scope.split(' ') : [];
  // A target need not offer every scope of the profile: what it took shows which it does.
  const needs = asked.map((name) => `scope:${name}` as const);
  return claims(
    {
      id: `${SCOPE}.${slug}`,
      title: `a request ${title}`,
      path: roles === undefined ? SCOPE : `${SCOPE} + ${ROLES}`,
      accepts: ['OBUK-scope-1', 'OBUK-post-1'],
      needs: roles === undefined ? needs : ['trusted', ...needs],
      ...facts,
    },
    roles === undefined ? setScope : all(setClaim('ssa', 'software_roles', roles), setScope),
  );
}

const legal = [
  within(
    'subset',
    'for some of the scopes that the roles allow',
    { core: true },
    'openid accounts',
  ),
  within('reordered', 'with its scopes in another order', {}, (old) =>
    String(old ?? 'openid accounts')
      .split(' ')
      .reverse()
      .join(' '),
  ),
  within('aisp-only', 'by an AISP for accounts', {}, 'openid accounts', ['AISP']),
  within('pisp-only', 'by a PISP for payments', {}, 'openid payments', ['PISP']),
  within('cbpii-only', 'by a CBPII for fundsconfirmations', {}, 'openid fundsconfirmations', [
    'CBPII',
  ]),
];

/** Scopes: what the roles allow, and how tokens are written. */
export function scopes({ request, roleScopes }: Profile): readonly Stimulus[] {
  // Where it is the SSA that names the scope, a request that does has a claim that nobody knows.
  if (request.claims.scope === undefined) return [];
  // Roles by the names of other ecosystems are no legal ones.
  const known = legal.filter(({ path }) => path === SCOPE || roleScopes.AISP !== undefined);
  return [...beyondRoles, ...tokens, ...probes, ...known];
}
