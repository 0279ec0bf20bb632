import type { TrustMaterial } from '../../keys/trust-material.ts';
import type { Clock } from '../../wire/limiter.ts';
import { CaseEnd } from '../case-end.ts';
import type { Statement } from './statement.ts';

/** An SSA with less left than this is replaced, so that it does not end on its way. */
const LAST_MINUTE = 60_000;

/** The SSAs that the user brought. At any time each software has one registration at most. */
export interface Supply {
  /** The only one that the user's keys are for. */
  readonly algorithm: 'PS256' | 'ES256';
  /**
   * An SSA whose software has no registration: waits for one that is being deleted, takes the one that has waited longest. `settle` has to
   * follow, with the client that came of it. Throws a {@link CaseEnd} where no software will come free.
   */
  take(): Promise<Lease>;
  /** The SSA of a software that is registered: for updates, and for registering it a second time. */
  of(softwareId: string): Promise<Statement>;
  /** Any SSA, to see what could be made of it. */
  sample(): Statement;
  /** The keys of the software that registered with this SSA. */
  trustFor(statement: unknown): TrustMaterial;
  /** The software has a client. */
  made(softwareId: string, clientId: string): void;
  /** The run answers for the client from now on: it is needed, or released at once. */
  booked(clientId: string): void;
  /** Its deletion has begun. */
  leaving(clientId: string): void;
  /** It is gone. */
  left(clientId: string): void;
  /** It stays: its software is not to be registered again, and `end` is what becomes of cases that would. */
  stays(clientId: string, end: CaseEnd): void;
}

export interface Lease {
  readonly statement: Statement;
  /** What came of it. A client has to be {@link Supply.booked} next: until then nobody knows how long it will be needed. */
  settle(clientId: string | null): void;
}

export interface SupplyInput {
  readonly statements: readonly [Statement, ...Statement[]];
  /** Asks for another SSA; null where there are no others than `statements`. */
  readonly renew: (() => Promise<Statement>) | null;
  /** An SSA is good for one registration. */
  readonly singleUse: boolean;
  readonly algorithm: Supply['algorithm'];
  readonly clock: Clock;
}

interface Slot {
  statement: Statement;
  used: number;
}

/** What becomes of a case that would need a software beside those whose clients it keeps. */
export const ALL_HELD = new CaseEnd(
  'not-applicable',
  'it needs more registrations at a time than there are SSAs of different software (give another --ssa)',
);

export function createSupply(input: SupplyInput): Supply {
  const { renew, singleUse, clock } = input;
  const slots: Slot[] = input.statements.map((statement) => ({ statement, used: 0 }));
  const [first] = input.statements;
  const trusts = new Map(input.statements.map(({ compact, trust }) => [compact, trust]));
  /** Software with a registration on its way. */
  const busy = new Set<string>();
  /** Software by client. */
  const clients = new Map<string, string>();
  const leaving = new Set<string>();
  const spent = new Map<string, CaseEnd>();
  let turn = 0;
  const wake: (() => void)[] = [];

  const changed = (): void => {
    for (const resume of wake.splice(0)) resume();
  };
  const ended = ({ statement: { endsAt }, used }: Slot): boolean =>
    (endsAt !== null && endsAt - clock.now() < LAST_MINUTE) || (singleUse && used > 0);
  const held = (softwareId: string): boolean =>
    busy.has(softwareId) || [...clients.values()].includes(softwareId);
  const fresh = async (slot: Slot): Promise<void> => {
    if (renew === null || !ended(slot)) return;
    const next = await renew();
    trusts.set(next.compact, next.trust);
    slot.statement = next;
    slot.used = 0;
  };

  const give = async (slot: Slot): Promise<Lease> => {
    const { softwareId } = slot.statement;
    busy.add(softwareId);
    turn += 1;
    try {
      await fresh(slot);
    } catch (error) {
      busy.delete(softwareId);
      changed();
      throw error;
    }
    const { statement } = slot;
    busy.delete(softwareId);
    busy.add(statement.softwareId);
    slot.used = turn;
    return {
      statement,
      settle(clientId) {
        if (clientId !== null) {
          clients.set(clientId, statement.softwareId);
          return;
        }
        busy.delete(statement.softwareId);
        changed();
      },
    };
  };

  /** Why nobody will come free. */
  const nothingLeft = (): CaseEnd => {
    const [stuck] = spent.values();
    if (stuck !== undefined) return stuck;
    if (slots.every((slot) => renew === null && ended(slot))) {
      const why = singleUse ? 'every SSA has been used' : 'every SSA has ended';
      return new CaseEnd('inconclusive', `${why}; give another --ssa, or --ssa-command`);
    }
    return ALL_HELD;
  };

  return {
    algorithm: input.algorithm,
    async take() {
      for (;;) {
        const [free] = slots
          .filter((slot) => {
            const { softwareId } = slot.statement;
            const usable = renew !== null || !ended(slot);
            return usable && !held(softwareId) && !spent.has(softwareId);
          })
          .sort((a, b) => a.used - b.used);
        if (free !== undefined) return give(free);
        if (busy.size === 0 && leaving.size === 0) throw nothingLeft();
        await new Promise<void>((resume) => {
          wake.push(resume);
        });
      }
    },
    async of(softwareId) {
      const slot = slots.find(({ statement }) => statement.softwareId === softwareId);
      if (slot === undefined) throw new CaseEnd('inconclusive', `no SSA of ${softwareId} is left`);
      await fresh(slot);
      if (slot.statement.softwareId === softwareId) return slot.statement;
      throw new CaseEnd('inconclusive', `--ssa-command gave no further SSA of ${softwareId}`);
    },
    sample: () => first,
    trustFor: (statement) => trusts.get(String(statement)) ?? first.trust,
    made(softwareId, clientId) {
      clients.set(clientId, softwareId);
    },
    booked(clientId) {
      const softwareId = clients.get(clientId);
      if (softwareId === undefined) return;
      busy.delete(softwareId);
      changed();
    },
    leaving(clientId) {
      if (clients.has(clientId)) leaving.add(clientId);
    },
    left(clientId) {
      clients.delete(clientId);
      leaving.delete(clientId);
      changed();
    },
    stays(clientId, end) {
      const softwareId = clients.get(clientId);
      if (softwareId !== undefined) spent.set(softwareId, end);
      leaving.delete(clientId);
      changed();
    },
  };
}
