import type { RunOptions } from '../model/options.ts';
import { headerSecrets, type Secret } from '../wire/secrets.ts';

type Bringing = Pick<RunOptions, 'headers' | 'registrationAuthorization' | 'proxy' | 'transport'>;

/** Every secret that the options of a run bring along: none of them may reach a report, a log or a terminal. */
export function runSecrets(options: Bringing): Secret[] {
  const { headers, registrationAuthorization, proxy, transport } = options;
  const sent: [string, string][] = headers.map(([name, value]) => [name, value]);
  if (registrationAuthorization !== null) sent.push(['authorization', registrationAuthorization]);
  for (const address of [proxy?.http, proxy?.https]) {
    const pair = address?.credentials ?? null;
    // As the proxy is told (RFC 7617 2), and with the password inside.
    if (pair !== null)
      sent.push(['proxy-authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`]);
  }
  const names = new Set(sent.map(([name]) => name.toLowerCase()));
  const passphrase = transport?.passphrase ?? null;
  return [
    ...headerSecrets(sent, names),
    ...(passphrase === null ? [] : [{ value: passphrase, variable: 'DCR_PASSPHRASE' }]),
  ];
}
