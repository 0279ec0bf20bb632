/** Value kinds of --set and --unset. */
import type { Json } from '../../model/json.ts';
import type { PayloadEdit } from '../../model/options.ts';
import { type Kind, wrong } from './kinds.ts';

function json(value: string): Json {
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

const PAYLOAD_PATH = /^(request|ssa)\.[^=\s]+$/;

function payloadPath(path: string, label: string): string {
  if (PAYLOAD_PATH.test(path)) return path;
  throw wrong(label, path, 'names no claim', 'start with request. or ssa., such as request.scope');
}

/** `PATH=VALUE`; the value is JSON where it parses as JSON, else text. */
export const assignment: Kind<PayloadEdit> = {
  placeholder: 'PATH=VALUE',
  fromMember: (path, value) => `${path}=${JSON.stringify(value)}`,
  parse(value, label) {
    const equals = value.indexOf('=');
    if (equals < 0)
      throw wrong(label, value, 'has no value', 'write PATH=VALUE, such as request.scope=openid');
    return {
      path: payloadPath(value.slice(0, equals), label),
      value: json(value.slice(equals + 1)),
    };
  },
};

/** The path of a claim to take away. */
export const removal: Kind<PayloadEdit> = {
  placeholder: 'PATH',
  parse: (value, label) => ({ path: payloadPath(value, label) }),
};
