/** Value kinds about addresses and headers. */
import { isIP } from 'node:net';
import { UsageError } from '../../model/errors.ts';
import type { ResolvedHost } from '../../model/options.ts';
import { type Kind, wrong } from './kinds.ts';

/** An absolute http or https URL without credentials or fragment. */
export const httpUrl: Kind<string> = {
  placeholder: 'URL',
  schema: { type: 'string', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' },
  parse(value, label) {
    const url = URL.canParse(value) ? new URL(value) : null;
    if (
      url === null ||
      (url.protocol !== 'https:' && url.protocol !== 'http:') ||
      !/^https?:\/\//i.test(value)
    ) {
      throw wrong(
        label,
        value,
        'is no http(s) URL',
        'write a whole URL, such as https://bank.example/register',
      );
    }
    if (url.username !== '' || url.password !== '') {
      throw new UsageError(
        `${label} carries credentials`,
        'URLs stand in reports; use --header for credentials',
      );
    }
    if (url.hash !== '')
      throw wrong(label, value, 'has a fragment', 'leave out the part from # on');
    return value;
  },
};

/** A file name, or an http(s) URL. */
export const fileOrUrl: Kind<string> = {
  placeholder: 'FILE|URL',
  parse: (value, label) => (/^https?:/i.test(value) ? httpUrl.parse(value, label) : value),
};

/** `host:port`; an IPv6 address stands in brackets; port 0 takes a free one. */
export const hostPort: Kind<{ readonly host: string; readonly port: number }> = {
  placeholder: 'HOST:PORT',
  schema: { type: 'string', pattern: ':[0-9]{1,5}$' },
  parse(value, label) {
    const match = /^(\[[0-9a-f:.]+\]|[^\s:[\]/@]+):(\d{1,5})$/i.exec(value);
    const port = Number(match?.[2]);
    if (match?.[1] !== undefined && port <= 65_535)
      return { host: match[1].replace(/^\[|\]$/g, ''), port };
    throw wrong(
      label,
      value,
      'is no HOST:PORT',
      'write an address and a port, such as 127.0.0.1:0',
    );
  },
};

/** `host:port:address[,address]`, as curl takes it; IPv6 addresses stand in brackets. */
export const resolvedHost: Kind<ResolvedHost> = {
  placeholder: 'HOST:PORT:ADDRESS',
  parse(value, label) {
    const match = /^([^\s:[\]/@]+):(\d{1,5}):(\S+)$/.exec(value);
    const addresses = (match?.[3] ?? '').split(',').map((each) => each.replace(/^\[|\]$/g, ''));
    const port = Number(match?.[2]);
    if (match?.[1] !== undefined && port <= 65_535 && addresses.every((each) => isIP(each) !== 0))
      return { host: match[1].toLowerCase(), port, addresses };
    throw wrong(
      label,
      value,
      'is no HOST:PORT:ADDRESS',
      'write a name, a port and an address, such as bank.example:443:192.0.2.1',
    );
  },
};

/** A host name or address, without scheme, port or path. */
export const host: Kind<string> = {
  placeholder: 'HOST',
  parse(value, label) {
    if (/^[A-Za-z0-9._-]+$/.test(value) || /^[0-9a-f:.]*:[0-9a-f:.]+$/i.test(value))
      return value.toLowerCase();
    throw wrong(label, value, 'is no host', 'write the name alone, such as auth.bank.example');
  },
};

/** `Name: value`, a header of every request to the target. */
export const header: Kind<readonly [string, string]> = {
  placeholder: '"NAME: VALUE"',
  fromMember: (name, value) => `${name}: ${String(value)}`,
  parse(value, label) {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*([^\r\n\0]*)$/.exec(value);
    // The value may be a secret and is not repeated.
    if (match?.[1] === undefined)
      throw new UsageError(`${label} is no header`, 'write "Name: value"');
    if (/^(host|content-length|transfer-encoding|connection)$/i.test(match[1])) {
      throw new UsageError(
        `${label} cannot set ${match[1]}`,
        'the connection itself decides this header',
      );
    }
    return [match[1], match[2] ?? ''];
  },
};

/** `URL=FILE`: the key set that stands for a URL. */
export const urlFile: Kind<{ readonly url: string; readonly file: string }> = {
  placeholder: 'URL=FILE',
  fromMember: (url, path) => `${url}=${String(path)}`,
  parse(value, label) {
    const equals = value.lastIndexOf('=');
    const path = value.slice(equals + 1);
    if (equals < 1 || path === '')
      throw wrong(label, value, 'is no URL=FILE', 'write https://jwks.example/set.jwks=keys.json');
    return { url: httpUrl.parse(value.slice(0, equals), label), file: path };
  },
};

/** `FILE` or `ISSUER=FILE`: the key set of a directory. */
export const directoryFile: Kind<{ readonly issuer: string | null; readonly file: string }> = {
  placeholder: '[ISSUER=]FILE',
  parse(value, label) {
    const equals = value.lastIndexOf('=');
    const path = value.slice(equals + 1);
    if (path === '') throw wrong(label, value, 'names no file', 'write FILE or ISSUER=FILE');
    return { issuer: equals < 0 ? null : value.slice(0, equals), file: path };
  },
};
