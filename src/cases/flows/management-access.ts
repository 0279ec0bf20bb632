import type { Credential, Flow, RegisteredClient } from '../../model/flow.ts';
import type { Operation, Situation } from '../../model/profile.ts';
import { borrowed } from './borrowed.ts';
import { firstRedirectOnly } from './changes.ts';
import { flowCase, type Rows, type Steps } from './flow-case.ts';
import { expectUnchanged, snapshot } from './records.ts';
import { expectRefusal, isSuccess, ownRecord, rowOf } from './steps.ts';

type Verb = Exclude<Operation, 'post'>;

/** Someone who has no business with the record. */
interface Intruder {
  readonly slug: string;
  readonly title: string;
  readonly situation: Situation;
  readonly rows: Rows;
  readonly why?: string;
  credential(flow: Flow, victim: RegisteredClient): Promise<Credential>;
}

const CHALLENGED: Rows = [
  'OBUK-authentication-2',
  'RFC7592-2-1',
  'OIDCR-4.4-1',
  'RFC6750-3-1',
  'RFC6750-3-2',
  'OBUK-openapi-1',
];

/** A token that is no living one of the client has a row of its own where it is the client's registration access token. */
const INVALID: Rows = [
  'OBUK-authentication-2',
  'RFC7592-2.1-3',
  'OIDCR-4.4-1',
  'RFC6750-3-1',
  'RFC6750-3-2',
  'OBUK-openapi-1',
  'RFC6750-3.1-1',
];

/** Changes one character in the middle: of an opaque token as of a signed one. */
function altered(token: string): string {
  const at = Math.max(0, token.length - 8);
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

const INTRUDERS: readonly Intruder[] = [
  {
    slug: 'without-token',
    title: 'without an access token',
    situation: 'token-missing',
    rows: CHALLENGED,
    credential: async () => 'none',
  },
  {
    slug: 'with-empty-token',
    title: 'with an empty access token',
    situation: 'token-missing',
    rows: CHALLENGED,
    credential: async () => ({ bearer: '' }),
  },
  {
    slug: 'with-junk-token',
    title: 'with an access token nobody issued',
    situation: 'token-invalid',
    rows: INVALID,
    credential: async (flow) => ({ bearer: flow.uuid('junk') }),
  },
  {
    slug: 'with-client-id-as-token',
    title: 'with its own client_id as access token',
    situation: 'token-invalid',
    rows: INVALID,
    why: 'The identifier is public: it must not open what it names.',
    credential: async (_flow, victim) => ({ bearer: victim.clientId }),
  },
  {
    slug: 'with-altered-token',
    title: 'with a real access token of which one character is changed',
    situation: 'token-invalid',
    rows: INVALID,
    credential: async (flow, victim) => ({ bearer: altered(await flow.accessToken(victim)) }),
  },
  {
    slug: 'with-foreign-token',
    title: 'with the access token of another client',
    situation: 'foreign-client',
    rows: ['OBUK-authentication-2', 'RFC7592-B-1', ...INVALID.slice(1)],
    why: 'Both clients are made for this case: a server may revoke a misused token.',
    credential: async (flow) => ({ bearer: await flow.accessToken(await flow.client()) }),
  },
];

/** Rows that say whose record an operation may touch. */
const MATCHING: Readonly<Record<Verb, Rows>> = {
  get: ['OBUK-get-1', 'OBUK-get-2', 'RFC7592-2.1-6'],
  put: ['OBUK-put-3', 'RFC7592-2.2-9'],
  delete: ['OBUK-delete-2'],
};

const BORROWED = { get: 'reading', put: 'updating', delete: 'deleting' } as const;

const VERBS: Readonly<Record<Verb, string>> = { get: 'reads', put: 'updates', delete: 'deletes' };

function accessCase(verb: Verb, intruder: Intruder): Steps {
  const foreign = intruder.situation === 'foreign-client';
  const requirements: Rows = foreign ? [...intruder.rows, ...MATCHING[verb]] : intruder.rows;
  const entry = {
    id: `management/${verb}-${intruder.slug}`,
    area: 'management' as const,
    kind: 'negative' as const,
    title: `${VERBS[verb]} a client ${intruder.title}`,
    requirements,
    needs: [verb, 'token'] as const,
    ...(foreign ? {} : { borrows: BORROWED[verb] }),
    async run(flow: Flow): Promise<void> {
      const victim = await borrowed(flow, BORROWED[verb]);
      const credential = await intruder.credential(flow, victim);
      const unharmed = await ATTACKS[verb](flow, victim, { ...intruder, credential }, requirements);
      // Who is called by another's token may be suspected, too.
      if (unharmed) flow.giveBack(victim);
    },
  };
  return flowCase(intruder.why === undefined ? entry : { ...entry, why: intruder.why });
}

type Attack = (
  flow: Flow,
  victim: RegisteredClient,
  intruder: { readonly situation: Situation; readonly credential: Credential },
  rows: Rows,
) => Promise<boolean>;

/** Each tells whether the client is certain to be as it was. */
const ATTACKS: Readonly<Record<Verb, Attack>> = {
  get: async (flow, victim, { situation, credential }, rows) => {
    const exchange = await flow.read(victim, { credential });
    expectRefusal(flow, exchange, situation, rowOf(flow, ...rows));
    await ownRecord(flow, victim);
    return true;
  },
  put: async (flow, victim, { situation, credential }, rows) => {
    const requirement = rowOf(flow, ...rows);
    const before = await snapshot(flow, victim);
    const { exchange } = await flow.update(victim, { credential, base: [firstRedirectOnly] });
    expectRefusal(flow, exchange, situation, requirement);
    if (isSuccess(exchange)) return false;
    return expectUnchanged(flow, victim, before, requirement);
  },
  delete: async (flow, victim, { situation, credential }, rows) => {
    const requirement = rowOf(flow, ...rows);
    const before = await snapshot(flow, victim);
    const exchange = await flow.remove(victim, { credential });
    expectRefusal(flow, exchange, situation, requirement);
    if (isSuccess(exchange)) return false;
    return expectUnchanged(flow, victim, before, requirement);
  },
};

/** Every verb, tried by everyone who must not. */
export const MANAGEMENT_ACCESS: readonly Steps[] = INTRUDERS.flatMap((intruder) =>
  (['get', 'put', 'delete'] as const).map((verb) => accessCase(verb, intruder)),
);
