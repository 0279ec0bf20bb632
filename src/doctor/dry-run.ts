import { createRoute, portOf } from '../net/route.ts';
import { proxyName } from '../net/tunnel.ts';
import type { Setting } from './context.ts';
import { placesOf } from './discovery.ts';
import { ENDPOINT_KINDS, endpointsOf } from './endpoints.ts';
import { discoveryTarget } from './preset-rows.ts';
import { derive } from './presets.ts';
import { harmlessProbe } from './probe.ts';

/** Everything an examination of `target` would do, in order, a line each; nothing is sent to find out. */
export function dryRun(setting: Omit<Setting, 'trust' | 'supply'>, target: URL): string[] {
  const { options, preset, profile } = setting;
  const place = discoveryTarget(setting, target);
  const proxy = createRoute(options.proxy, options.resolve).proxyFor(target);
  const host = `${target.hostname}:${portOf(target)}`;
  const endpoints = endpointsOf({
    options,
    discovery: null,
    preset: preset === null ? [] : derive(preset, target),
    itself: null,
  });
  const known = new Map(endpoints.map(({ role, url }) => [role, url]));
  const probes = ENDPOINT_KINDS.map(({ role, name, member }) => {
    const url = known.get(role) ?? null;
    const { method, body } = harmlessProbe(role, url ?? target.href, profile);
    const empty = body === '' ? ' with an empty body' : '';
    return `${method} ${url ?? `the ${name} endpoint (${member} in discovery)`}${empty}`;
  });
  const secure = target.protocol === 'https:';
  return [
    proxy === null
      ? `look ${target.hostname} up and connect to each of its addresses at port ${portOf(target)}`
      : `open a tunnel to ${host} through the proxy ${proxyName(proxy)}`,
    ...(secure ? [`make TLS handshakes with ${host}`] : []),
    ...placesOf(place).map(
      (url) => `GET ${url}${secure ? ', without and with our client certificate' : ''}`,
    ),
    'the same for further hosts that discovery names, if they are of the same owner or --allow-host permits them',
    ...probes,
    ...(setting.register && options.supplied !== null
      ? ['DELETE a client that does not exist, to see whether clients can be deleted']
      : []),
    ...(setting.register
      ? [
          'POST a valid registration, at most 12 legal variants until one is accepted, then get a token for that client and DELETE it (--no-register leaves this out)',
        ]
      : []),
  ];
}
