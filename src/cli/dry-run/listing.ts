import { isCleanUp } from '../../engine/clients.ts';
import type { Rehearsal } from '../../engine/rehearse.ts';
import type { TlsIdentity } from '../../model/keys.ts';
import type { MutationRecord } from '../../model/mutation.ts';
import type { RunOptions } from '../../model/options.ts';
import type { TargetFacts } from '../../model/target.ts';

type Sending = Rehearsal['sent'][number];

export interface ListedRequest {
  /** Only deletes a client that no case needs any more. */
  readonly cleanUp: boolean;
  readonly method: string;
  /** With `{registration_endpoint}` and the like for what only the target knows. */
  readonly url: string;
  /** Who connects, where that is not the software with its certificate. */
  readonly identity: Exclude<TlsIdentity, 'tpp'> | null;
  /** What is wrong on purpose. */
  readonly differs: readonly Pick<MutationRecord, 'id' | 'path' | 'before' | 'after'>[];
}

export interface ListedCase {
  readonly caseId: string;
  readonly title: string;
  readonly requests: readonly ListedRequest[];
}

/** How many requests of which kind. */
export interface Counts {
  readonly requests: number;
  readonly registrations: number;
  readonly defectiveRegistrations: number;
  readonly updates: number;
  readonly defectiveUpdates: number;
  readonly reads: number;
  readonly deletions: number;
  readonly tokenRequests: number;
  readonly others: number;
}

export interface Listing {
  readonly counts: Counts;
  /** Cases that send something to a target which offers everything. */
  readonly applicable: number;
  readonly cases: readonly ListedCase[];
  readonly notApplicable: readonly { readonly caseId: string; readonly reason: string }[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Query parameters whose values are made anew for every request, or are not known before it. */
const SINGLE_USE = /([?&])(access_token|client_id|state|nonce|code_challenge|request)=[^&]*/g;

/** Requests that belong to no case of the plan. */
const TITLES: Readonly<Record<string, string>> = {
  discovery: 'reads what the target says about itself',
  calibration: 'finds out what the target accepts and offers',
};
const CONTROL = 'valid requests around those with a defect';

/** Replaces what only the target knows: an endpoint by its name in discovery, a client's id. */
export function urlTemplate({ endpoints, discovery }: TargetFacts): (url: string) => string {
  const advertised = Object.entries(discovery ?? {}).filter(([name]) =>
    /_(endpoint|uri)$/.test(name),
  );
  const names: readonly (readonly [name: string, url: unknown])[] = [
    ['registration_endpoint', endpoints.registration],
    ['token_endpoint', endpoints.token],
    ...advertised,
  ];
  return (url) => {
    if (url.includes('/.well-known/')) return url;
    for (const [name, endpoint] of names) {
      if (typeof endpoint !== 'string' || !url.startsWith(endpoint)) continue;
      const rest = url.slice(endpoint.length).replace(SINGLE_USE, '$1$2={$2}');
      return `{${name}}${rest.replaceAll(UUID, '{client_id}')}`;
    }
    return url;
  };
}

/** The software's certificate, over plain http none, and none for documents that are there for everybody. */
function isOrdinary(identity: Sending['identity'], caseId: string, url: string): identity is 'tpp' {
  return identity === 'tpp' || url.startsWith('http:') || caseId === 'discovery';
}

function countsOf(sent: readonly Sending[], { endpoints }: TargetFacts): Counts {
  const count = (test: (sending: Sending) => boolean) => sent.filter(test).length;
  const managed = `${endpoints.registration}/`;
  const registers = ({ method, url }: Sending) =>
    method === 'POST' && url === endpoints.registration;
  const manages = (name: string) => (sending: Sending) =>
    sending.method === name && sending.url.startsWith(managed);
  const updates = manages('PUT');
  const defective = ({ mutations }: Sending) => mutations.length > 0;
  const known = {
    registrations: count(registers),
    updates: count(updates),
    reads: count(manages('GET')),
    deletions: count(manages('DELETE')),
    tokenRequests: count(({ url }) => url === endpoints.token),
  };
  const sum = Object.values(known).reduce((total, each) => total + each, 0);
  return {
    ...known,
    requests: sent.length,
    defectiveRegistrations: count((sending) => registers(sending) && defective(sending)),
    defectiveUpdates: count((sending) => updates(sending) && defective(sending)),
    others: sent.length - sum,
  };
}

/** Tokens before deletions. */
function byMethod(a: ListedRequest, b: ListedRequest): number {
  return b.method.localeCompare(a.method);
}

/** Takes the ids that the stand-in made up out of what a mutation did. */
function withoutIds({ target, sent }: Rehearsal): (record: MutationRecord) => MutationRecord {
  const managed = `${target.endpoints.registration}/`;
  const ids = new Set(
    sent.filter(({ url }) => url.startsWith(managed)).map(({ url }) => url.slice(managed.length)),
  );
  const shown = (value: unknown) =>
    typeof value === 'string' && ids.has(value) ? '{client_id}' : value;
  return (record) => ({ ...record, before: shown(record.before), after: shown(record.after) });
}

/** The requests of a rehearsal by case, in the order of the plan; what comes before the first case stands first. */
export function listRequests(rehearsal: Rehearsal): Listing {
  const { target, plan, sent } = rehearsal;
  const template = urlTemplate(target);
  const named = withoutIds(rehearsal);
  const titles = new Map(plan.map(({ case: { id, title } }) => [id, title]));
  const groups = new Map<string, ListedRequest[]>();
  const order = [...Object.keys(TITLES), ...titles.keys()];
  for (const id of order) groups.set(id, []);
  for (const { caseId, label, method, url, identity, mutations } of sent) {
    const group = groups.get(caseId) ?? [];
    groups.set(caseId, group);
    group.push({
      cleanUp: isCleanUp(label),
      method,
      url: template(url),
      identity: isOrdinary(identity, caseId, url) ? null : identity,
      differs: mutations.map(named),
    });
  }
  return {
    counts: countsOf(sent, target),
    applicable: plan.filter(({ notApplicable }) => notApplicable === null).length,
    cases: [...groups]
      .filter(([, requests]) => requests.length > 0)
      .map(([caseId, requests]) => ({
        caseId,
        title: titles.get(caseId) ?? TITLES[caseId] ?? CONTROL,
        // Clients are given up in the background, so only the order of the others means something.
        requests: [
          ...requests.filter(({ cleanUp }) => !cleanUp),
          ...requests.filter(({ cleanUp }) => cleanUp).sort(byMethod),
        ],
      })),
    notApplicable: plan.flatMap(({ case: { id }, notApplicable: reason }) =>
      reason === null ? [] : [{ caseId: id, reason }],
    ),
  };
}

/** Options without what only the target can judge: the stand-in would refuse it. */
export function neutral(options: RunOptions): RunOptions {
  const none = { audience: null, tokenScope: null, assertionAudience: null } as const;
  return { ...options, ...none, edits: [], insecure: false, yes: true };
}
