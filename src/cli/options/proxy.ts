import { UsageError } from '../../model/errors.ts';
import type { ProxyAddress, ProxyOptions } from '../../model/options.ts';
import type { Io } from '../io.ts';
import { readSecret } from './secret.ts';

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `text` as a proxy; `label` says where it was written. The text may hold a password and is not repeated. */
function proxyAddress(text: string, label: string): ProxyAddress {
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  if (url === null || url.hostname === '') {
    throw new UsageError(`${label} is no URL`, 'write http://proxy.example:3128');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UsageError(
      `${label} is a ${url.protocol.slice(0, -1)} proxy`,
      'only http and https proxies are known; write http://proxy.example:3128',
    );
  }
  const named = url.username !== '' || url.password !== '';
  return {
    url: url.origin,
    credentials: named ? `${decoded(url.username)}:${decoded(url.password)}` : null,
  };
}

/**
 * The proxies of `--proxy`, else of HTTPS_PROXY and HTTP_PROXY, also in lower case; NO_PROXY holds for both. Null without any.
 * Throws a UsageError of one line for what is no http(s) proxy; a variable that nobody may need is passed over unless `strict`.
 */
export function readProxy(
  said: string | null,
  io: Pick<Io, 'env' | 'cwd'>,
  strict: boolean,
): ProxyOptions | null {
  const variable = (name: string) => io.env[name.toLowerCase()] || io.env[name] || '';
  const except = variable('NO_PROXY')
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
  if (said !== null) {
    const address = proxyAddress(readSecret(said, '--proxy', io), '--proxy');
    return { http: address, https: address, except, loopback: true };
  }
  const named = (name: string) => {
    const text = variable(name);
    if (text === '') return null;
    try {
      return proxyAddress(text, name);
    } catch (error) {
      if (strict) throw error;
      return null;
    }
  };
  const [https, http] = [named('HTTPS_PROXY'), named('HTTP_PROXY')];
  return https === null && http === null ? null : { http, https, except, loopback: false };
}
