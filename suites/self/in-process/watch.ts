import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';
import type { Profile } from '../../../src/model/profile.ts';
import type { Net } from '../../../src/net/net.ts';
import type { RegistrationInput } from '../../../src/rules/registration-input.ts';
import type { Rule } from '../../../src/rules/rule.ts';
import type { Behaviours } from '../../../src/server/faults/behaviours.ts';
import type { ActiveFaults } from '../../../src/server/faults/compile.ts';
import type { Hooks } from '../../../src/server/faults/fault.ts';
import { ownPath } from '../../../src/server/paths.ts';
import { operationOf } from '../../../src/server/server-operation.ts';
import type { ServerRules } from '../../../src/server/server-rules.ts';

/** A fault or a variant. */
export type Named = Hooks & { readonly id: string; readonly breaks?: readonly string[] };

/**
 * Looks on while the intact server works, and notes which faults would have changed something about which request:
 * every hook of every fault is asked what it would do, and does nothing.
 */
export interface Watch {
  faults(right: ActiveFaults): ActiveFaults;
  rules(right: ServerRules): ServerRules;
  net(net: Net): Net;
  /** Until the next `take`, all requests count as one: a fault that was noted is not asked again. */
  together(): void;
  /** What was noted since the last call: the x-fapi-interaction-id of a request → ids of faults. */
  take(): ReadonlyMap<string, ReadonlySet<string>>;
  /** Stops looking: that is not free, even for those who are no longer watched. */
  close(): void;
}

interface Request {
  readonly operation: ReturnType<typeof operationOf>;
  readonly touched: Set<string>;
}

/** Hooks that act on everything: nothing is left out of a run against a server that has one. */
export const EVERYWHERE = ['clockOffset', 'tokenLifetime', 'mediaTypes', 'tls'] as const;

/** All others, which are asked one by one; the compiler wants a new one to be either. */
const ASKED: Readonly<Record<Exclude<keyof Hooks, (typeof EVERYWHERE)[number]>, true>> = {
  skips: true,
  behaviours: true,
  skipsIn: true,
  excuses: true,
  refuses: true,
  method: true,
  intercept: true,
  clientId: true,
  registered: true,
  updated: true,
  refusedUpdate: true,
  redirectUri: true,
  accessToken: true,
  record: true,
  answer: true,
  proof: true,
  discovery: true,
  delivery: true,
};
type AskedHook = keyof typeof ASKED;

/** The names of the hooks that a fault has. */
export function hooksOf(fault: Named): readonly string[] {
  return [...Object.keys(ASKED), ...EVERYWHERE].filter((name) => name in fault);
}

/** A fault that counts requests or records acts at some of these. */
const COUNTS = [1, 2, 11] as const;

const ID = 'x-fapi-interaction-id';

export function createWatch(faults: readonly Named[], profile: Pick<Profile, 'paths'> = {}): Watch {
  const current = new AsyncLocalStorage<Request>();
  let noted = new Map<string, Set<string>>();
  let shared: Set<string> | null = null;
  const note = (fault: Named): void => {
    current.getStore()?.touched.add(fault.id);
  };
  /** Asks the faults that have hook `name`. */
  const each = <K extends AskedHook>(
    name: K,
    acts: (hook: NonNullable<Hooks[K]>) => boolean,
  ): void => {
    const known = current.getStore()?.touched;
    for (const fault of having.get(name) ?? []) {
      if (known?.has(fault.id) === true) continue;
      const hook = fault[name];
      if (hook != null && acts(hook as NonNullable<Hooks[K]>)) note(fault);
    }
  };
  const having = new Map<string, readonly Named[]>(
    Object.keys(ASKED).map((name) => [name, faults.filter((fault) => name in fault)]),
  );
  const differs = (one: unknown, other: unknown): boolean =>
    one !== other && !isDeepStrictEqual(one, other);

  const refusedBy = (id: string): void => {
    const operation = current.getStore()?.operation ?? 'other';
    each('skips', (skips) => skips.includes(id));
    each('skipsIn', (skipsIn) => skipsIn(id, operation));
  };
  const excused = (id: string, input: RegistrationInput): void =>
    each('excuses', (excuses) => excuses(id, input));
  const watched = <I>(
    rules: readonly Rule<I>[],
    excuse?: (id: string, input: I) => void,
  ): readonly Rule<I>[] =>
    rules.map((rule) => ({
      ...rule,
      test: async (input: I) => {
        const message = await rule.test(input);
        if (message !== null) {
          refusedBy(rule.id);
          excuse?.(rule.id, input);
        }
        return message;
      },
    }));

  return {
    together() {
      shared = new Set();
    },
    take() {
      const taken = noted;
      shared = null;
      noted = new Map();
      return taken;
    },
    close: () => current.disable(),
    net: (net) => ({
      request(request) {
        const id = request.headers.find(([name]) => name.toLowerCase() === ID)?.[1] ?? '';
        const path = ownPath(profile, new URL(request.url).pathname);
        const touched = shared ?? noted.get(id) ?? new Set();
        noted.set(id, touched);
        const operation = operationOf({ method: request.method, path });
        return current.run({ operation, touched }, () => net.request(request));
      },
      close: () => net.close(),
    }),
    rules: (right) => ({
      transport: watched(right.transport),
      mediaType: watched(right.mediaType),
      registration: watched(right.registration, excused),
      management: watched(right.management),
      assertion: watched(right.assertion),
      tlsAuth: watched(right.tlsAuth),
      authorization: watched(right.authorization),
    }),
    faults: (right) => ({
      ...right,
      behaviours: watchBehaviours(right.behaviours, (name) =>
        each('behaviours', (behaviours) => behaviours[name] === true),
      ),
      refuses(input, known) {
        each('refuses', (refuses) => refuses(input, known) !== null);
        return right.refuses(input, known);
      },
      method(method, route) {
        each('method', (change) => change(method, route) !== method);
        return right.method(method, route);
      },
      intercept(call) {
        each('intercept', (intercept) =>
          COUNTS.some((nth) => intercept({ ...call, nth }) !== null),
        );
        return right.intercept(call);
      },
      clientId(made, claims) {
        each('clientId', (change) => change(made, claims) !== made);
        return right.clientId(made, claims);
      },
      registered(client, input) {
        each('registered', (change) => differs(change(client, input), client));
        return right.registered(client, input);
      },
      updated(old, replaced) {
        each('updated', (change) => differs(change(old, replaced), replaced));
        return right.updated(old, replaced);
      },
      refusedUpdate(old, replaced) {
        each('refusedUpdate', (change) => differs(change(old, replaced), old));
        return right.refusedUpdate(old, replaced);
      },
      redirectUri(asked, client) {
        each('redirectUri', (takes) => takes(asked, client));
        return right.redirectUri(asked, client);
      },
      accessToken(made, clientId) {
        each('accessToken', (change) => change(made, clientId) !== made);
        return right.accessToken(made, clientId);
      },
      record(record, context) {
        each('record', (change) =>
          COUNTS.some((nth) => differs(change(record, { ...context, nth }), record)),
        );
        return right.record(record, context);
      },
      answer(answer, context) {
        each('answer', (change) => differs(change(answer, context), answer));
        return right.answer(answer, context);
      },
      async proof(proof, context) {
        for (const fault of having.get('proof') ?? []) {
          const seen = {
            ...context,
            keySetAt: (url: string) => {
              note(fault);
              return context.keySetAt(url);
            },
          };
          if (differs((await fault.proof?.(proof, seen)) ?? proof, proof)) note(fault);
        }
        return right.proof(proof, context);
      },
      discovery(document) {
        each('discovery', (change) => differs(change(document), document));
        return right.discovery(document);
      },
      delivery(answer, context) {
        each('delivery', (deliver) => deliver(answer, context) !== null);
        return right.delivery(answer, context);
      },
    }),
  };
}

/** The same behaviours; `asked` learns which the server looks at. */
function watchBehaviours(right: Behaviours, asked: (name: keyof Behaviours) => void): Behaviours {
  return new Proxy(right, {
    get(target, name) {
      if (Object.hasOwn(target, name)) asked(name as keyof Behaviours);
      return Reflect.get(target, name) as unknown;
    },
  });
}
