import type { Json } from '../model/json.ts';
import type { PayloadEdit } from '../model/options.ts';
import type { Profile } from '../model/profile.ts';
import type { Discovered } from './discovered.ts';

/** A legal choice other than the profile's own, in words and in deed. */
export interface OpenStep {
  readonly change: string;
  readonly edits: readonly PayloadEdit[];
}

/** Methods that need nothing but what the server gives, the strongest first. */
const METHODS = ['client_secret_basic', 'client_secret_post', 'none'];

function grants(value: readonly string[]): OpenStep {
  return {
    change: `grant_types ${JSON.stringify(value)}`,
    edits: [{ path: 'request.grant_types', value }],
  };
}

function method(value: string): OpenStep {
  return {
    change: `token_endpoint_auth_method ${value}`,
    edits: [{ path: 'request.token_endpoint_auth_method', value }],
  };
}

function texts(value: Json | undefined): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter((item) => typeof item === 'string');
}

/** What a request in plain JSON has to change for a target that offers `found`; nothing where requests are signed. */
export function openSteps({ request }: Profile, found: Discovered): readonly OpenStep[] {
  if (request.format !== 'json') return [];
  const asked = texts(request.values.grant_types);
  const granted = asked.filter((name) => found.grantTypes?.includes(name) ?? true);
  const fewer = granted.length > 0 && granted.length < asked.length;
  const own = request.values.token_endpoint_auth_method;
  const offered = found.authMethods;
  const other =
    offered === null || offered.includes(String(own))
      ? undefined
      : METHODS.find((name) => offered.includes(name));
  return [...(fewer ? [grants(granted)] : []), ...(other === undefined ? [] : [method(other)])];
}

/** Further choices of a request in plain JSON, the likeliest cause of a refusal first. */
export function openChoices({ request }: Profile): readonly OpenStep[] {
  if (request.format !== 'json') return [];
  return [
    grants(['authorization_code', 'refresh_token']),
    grants(['authorization_code']),
    method('client_secret_post'),
    method('none'),
  ];
}
