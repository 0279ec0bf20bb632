import { shown } from '../checks/shown.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { RunOptions } from '../model/options.ts';
import type { DerivedUrl, Role } from './presets.ts';

/** An endpoint that discovery may name (OpenID Connect Discovery 3, RFC 8414 2). */
export interface EndpointKind {
  readonly role: Exclude<Role, 'discovery' | 'information'>;
  readonly name: string;
  readonly member: string;
}

export const ENDPOINT_KINDS: readonly EndpointKind[] = [
  { role: 'registration', name: 'registration', member: 'registration_endpoint' },
  { role: 'token', name: 'token', member: 'token_endpoint' },
  { role: 'introspection', name: 'introspection', member: 'introspection_endpoint' },
  { role: 'revocation', name: 'revocation', member: 'revocation_endpoint' },
  { role: 'userinfo', name: 'userinfo', member: 'userinfo_endpoint' },
  { role: 'authorization', name: 'authorization', member: 'authorization_endpoint' },
  { role: 'jwks', name: 'JWKS', member: 'jwks_uri' },
];

/** An endpoint and where its URL comes from. */
export interface Endpoint extends EndpointKind {
  /** Null where nobody names one. */
  readonly url: string | null;
  /** In words. */
  readonly from: string;
}

/** How {@link Endpoint.from} begins where the preset knows the URL. */
export const FROM_PRESET = 'from the preset';

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export interface EndpointSources {
  readonly options: Pick<RunOptions, 'registrationEndpoint' | 'tokenEndpoint'>;
  readonly discovery: JsonObject | null;
  readonly preset: readonly DerivedUrl[];
  /** The target, where it is the registration endpoint itself. */
  readonly itself: string | null;
}

/**
 * Every endpoint with its URL: what the user named, else the gateway of the preset for registrations, else the mTLS alias
 * (RFC 8705 5) or the endpoint in discovery, else what the preset says.
 */
export function endpointsOf({ options, discovery, preset, itself }: EndpointSources): Endpoint[] {
  const named: Readonly<Record<string, string | null>> = {
    registration: options.registrationEndpoint,
    token: options.tokenEndpoint,
  };
  const aliases = discovery?.mtls_endpoint_aliases;
  return ENDPOINT_KINDS.map((kind) => {
    const { role, member } = kind;
    const byPreset = preset.find((entry) => entry.role === role)?.url ?? null;
    // Clients register at a gateway; the authorization server behind it may name an endpoint of its own.
    const gateway = role === 'registration' ? byPreset : null;
    const sources: readonly (readonly [from: string, url: string | null])[] = [
      [`from --${role}-endpoint`, named[role] ?? null],
      ['the target itself', role === 'registration' ? itself : null],
      [FROM_PRESET, gateway],
      ['mTLS alias in discovery', isJsonObject(aliases) ? text(aliases[member]) : null],
      ['in discovery', text(discovery?.[member])],
      [FROM_PRESET, byPreset],
    ];
    const [from, url] = sources.find((source) => source[1] !== null) ?? ['', null];
    const listed = text(discovery?.[member]);
    if (discovery === null || url === null || url === listed || from.endsWith('in discovery')) {
      return { ...kind, url, from };
    }
    const other = listed === null ? 'not in discovery' : `discovery names ${shown(listed)}`;
    return { ...kind, url, from: `${from}; ${other}` };
  });
}
