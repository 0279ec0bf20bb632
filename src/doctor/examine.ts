import { hostRules } from '../engine/hosts.ts';
import { registrableDomain } from '../engine/registrable-domain.ts';
import { namedUrls, resolveTarget } from '../engine/target.ts';
import { TargetError } from '../model/errors.ts';
import type { RunOptions } from '../model/options.ts';
import type { TargetFacts } from '../model/target.ts';
import { createRoute } from '../net/route.ts';
import { type Asking, best, openAsking, type Pair } from './asking.ts';
import { examineAuthentication } from './authentication.ts';
import { compareCertificate, ownCertificate } from './client-certificate.ts';
import { clockRows } from './clock.ts';
import type { Reach, Setting } from './context.ts';
import { type Discovery, examineDiscovery } from './discovery.ts';
import { type Endpoint, endpointsOf, FROM_PRESET } from './endpoints.ts';
import { examineHost, type HostReport } from './host.ts';
import { judgeAnswer } from './judge-answer.ts';
import { limitRows } from './limits.ts';
import { masked } from './mask.ts';
import { discoveryTarget, presetRows } from './preset-rows.ts';
import { derive } from './presets.ts';
import { harmlessProbe } from './probe.ts';
import { about, inOrder, type Row } from './row.ts';
import { mistakenScheme } from './tls.ts';
import { examineTrust, obstacles } from './trust.ts';

/** An examination as it goes on. */
interface Visit {
  readonly setting: Setting;
  readonly reach: Reach;
  readonly asking: Asking;
  readonly rows: Row[];
  /** Origins that were looked at, and whether requests to them have a chance. */
  readonly hosts: Map<string, Promise<HostReport>>;
  readonly step: (what: string) => void;
}

/** Looks at the host of `url`, once; true where requests have a chance. */
async function reachable(visit: Visit, url: URL): Promise<boolean> {
  const known = visit.hosts.get(url.origin);
  if (known !== undefined) return (await known).usable;
  visit.step(`connecting to ${url.host}`);
  const report = examineHost(visit.reach, url);
  visit.hosts.set(url.origin, report);
  const { rows, usable } = await report;
  visit.rows.push(...rows);
  return usable;
}

/** The options of the run that this examination is about: with what discovery and preset say. */
function runOptions(
  { options, preset }: Setting,
  place: URL,
  { document }: Discovery,
  endpoints: readonly Endpoint[],
): RunOptions {
  const fromPreset = (role: Endpoint['role']) =>
    endpoints.find((each) => each.role === role && each.from.startsWith(FROM_PRESET))?.url;
  const registration = options.registrationEndpoint ?? fromPreset('registration') ?? null;
  return {
    ...options,
    // A preset does without a discovery document.
    target: preset !== null && document === null ? registration : place.href,
    registrationEndpoint: registration,
    tokenEndpoint: options.tokenEndpoint ?? fromPreset('token') ?? null,
  };
}

/** What an endpoint answers to a request that changes nothing; null where it was not asked. */
async function probe(visit: Visit, endpoint: Endpoint): Promise<Pair | null> {
  const { setting, asking, rows } = visit;
  const { role, name, url, from } = endpoint;
  const { note, unknown, problem } = about('endpoint', url === null ? name : `${name} ${url}`);
  if (url === null) {
    const needed = role === 'registration' || role === 'token';
    rows.push(
      needed
        ? problem(`${endpoint.member} is not in discovery`, `name it with --${role}-endpoint URL`)
        : note(`${endpoint.member} is not in discovery`),
    );
    return null;
  }
  if (!URL.canParse(url)) {
    rows.push(
      problem(`${from}, but not an absolute URL`, 'write it in full in the discovery document'),
    );
    return null;
  }
  const parsed = new URL(url);
  if (!asking.allowed(parsed)) {
    const fix = `--allow-host ${parsed.host} permits it, if it is the bank's`;
    rows.push(problem(`${from}, on a host that is not the target's: it was not called`, fix));
    return null;
  }
  if (setting.stop.reason !== null) {
    rows.push(unknown(`${from}; not asked: ${setting.stop.reason}`));
    return null;
  }
  if (!(await reachable(visit, parsed))) {
    rows.push(unknown(`${from}; not asked: its host cannot be used, see above`));
    return null;
  }
  visit.step(`asking ${url}`);
  const pair = await asking.pair(harmlessProbe(role, url, setting.profile));
  const { status, found, fix } = judgeAnswer(role, best(pair));
  rows.push(about('endpoint', `${name} ${url}`)[status](`${from}: ${found}`, fix));
  return pair;
}

/** Discovery, read with the eyes of a run: which endpoints it would use, and which hosts it may call. */
async function resolve(
  { asking, rows, setting }: Visit,
  options: RunOptions,
  { exchanges }: Discovery,
): Promise<TargetFacts | null> {
  try {
    const get = async (url: string) =>
      exchanges.get(url) ?? asking.ask({ method: 'GET', url, headers: [], body: null }, 'none');
    const { facts } = await resolveTarget(options, null, get);
    return facts;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    rows.push(about('target', setting.options.target ?? '').problem(error.message, error.hint));
    return null;
  }
}

const UNDERSTOOD: Readonly<Record<TargetFacts['understoodAs'], string>> = {
  discovery: 'a discovery document',
  issuer: 'an issuer',
  'registration-endpoint': 'the registration endpoint itself',
};

/** Whether a registration can be tried, and what comes of it. */
async function trust(visit: Visit, facts: TargetFacts, blocked: string | null): Promise<void> {
  const { setting, asking, rows } = visit;
  const subject = about('trust', facts.endpoints.registration);
  const inTheWay = obstacles(setting, facts);
  rows.push(...inTheWay);
  const why =
    blocked ??
    (setting.register ? setting.stop.reason : '--no-register') ??
    (inTheWay.some(({ subject: what }) => what === '--jwks-base-url')
      ? 'without --jwks-base-url'
      : null);
  if (why !== null) {
    rows.push(subject.unknown(`no registration was sent: ${why}`));
    return;
  }
  visit.step('registering a client');
  rows.push(...(await examineTrust(setting, facts, asking.wire)));
}

/** Asks the endpoints one by one; what the registration endpoint wants of a sender comes out on the way. */
async function endpoints(visit: Visit, found: readonly Endpoint[], discovery: Discovery) {
  const { setting, asking, rows } = visit;
  const pairs: Pair[] = discovery.pair === null ? [] : [discovery.pair];
  let blocked: string | null = 'the registration endpoint was not asked';
  for (const endpoint of found) {
    const pair = await probe(visit, endpoint);
    if (pair === null) continue;
    if (endpoint.role === 'registration' || endpoint.role === 'token') pairs.push(pair);
    if (endpoint.role !== 'registration') continue;
    const answer = best(pair);
    const message = harmlessProbe('registration', pair.url, setting.profile);
    const identity = pair.withOurs === null ? 'none' : 'tpp';
    const authentication = await examineAuthentication(setting.options, pair.url, answer, (value) =>
      asking.ask({ ...message, headers: [...message.headers, ['authorization', value]] }, identity),
    );
    rows.push(...authentication.rows);
    const dead = judgeAnswer('registration', answer).status === 'problem';
    blocked = authentication.blocked
      ? 'it would be refused as well'
      : dead
        ? 'the registration endpoint does not answer as one'
        : null;
  }
  rows.push(...pairs.flatMap((pair) => compareCertificate(pair) ?? []));
  return blocked;
}

async function visitTarget(visit: Visit, target: URL, place: URL): Promise<void> {
  const { setting, asking, rows } = visit;
  const { preset, options, clock } = setting;
  if (!(await reachable(visit, place))) {
    rows.push(
      about('discovery', place.href).unknown(
        'nothing was asked: the host cannot be used, see above',
      ),
    );
    return;
  }
  visit.step('reading the discovery documents');
  const discovery = await examineDiscovery(asking, place);
  rows.push(...discovery.rows);
  if (discovery.silent) {
    rows.push(...[await mistakenScheme(visit.reach, place)].filter((row) => row !== null));
    const compared = discovery.pair === null ? null : compareCertificate(discovery.pair);
    if (compared !== null) rows.push(compared, ownCertificate(setting.trust, clock.now()));
    return;
  }
  const found = endpointsOf({
    options,
    discovery: discovery.document,
    preset: preset === null ? [] : derive(preset, target),
    itself: discovery.document === null && preset === null ? target.href : null,
  });
  const verified = discovery.url?.startsWith('https:') === true && !options.insecure;
  const run = runOptions(setting, place, discovery, found);
  const domainOf = verified ? registrableDomain : null;
  asking.allow(
    hostRules({ named: namedUrls(run, null), allowHosts: options.allowHosts, domainOf }),
  );
  const blocked = await endpoints(visit, found, discovery);
  if (place.protocol === 'https:') rows.push(ownCertificate(setting.trust, clock.now()));
  const facts = await resolve(visit, run, discovery);
  if (facts !== null) {
    const what = `taken for ${UNDERSTOOD[facts.understoodAs]}`;
    rows.push(about('target', options.target ?? '').ok(what));
    await trust(visit, facts, blocked);
  }
  rows.push(...clockRows(asking.heard), ...limitRows(asking.heard));
}

/**
 * Examines whether `target` can be tested: name, addresses, proxy, TLS, discovery, endpoints, credentials, clocks, and with
 * one registration, deleted again, whether it trusts our directory. `step` learns what is being done.
 * Never rejects for what the target does.
 */
export async function examine(
  setting: Setting,
  target: URL,
  step: (what: string) => void = () => {},
): Promise<Row[]> {
  const { options, preset } = setting;
  const place = discoveryTarget(setting, target);
  const named = [place, ...namedUrls(options, null)];
  const asking = openAsking(
    setting,
    target,
    hostRules({ named, allowHosts: options.allowHosts, domainOf: null }),
  );
  const rows = preset === null ? [] : presetRows(preset, target);
  const route = createRoute(options.proxy, options.resolve);
  const reach: Reach = { options, trust: setting.trust, route, clock: setting.clock };
  try {
    await visitTarget({ setting, reach, asking, rows, hosts: new Map(), step }, target, place);
  } finally {
    await asking.close();
  }
  return inOrder(masked(rows, options, asking.clean));
}
