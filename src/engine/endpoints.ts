import { TargetError } from '../model/errors.ts';
import { isJsonObject, type JsonObject } from '../model/json.ts';
import type { TargetFacts } from '../model/target.ts';
import { refusedBecause } from '../wire/wire.ts';

export interface EndpointInput {
  readonly discovery: JsonObject | null;
  readonly allowed: (url: URL) => boolean;
  /** Endpoints the user named, or the target itself where it is the registration endpoint. */
  readonly registration: string | null;
  readonly token: string | null;
}

export interface Endpoints {
  readonly endpoints: TargetFacts['endpoints'];
  readonly foreign: TargetFacts['foreign'];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

const BROWSERS = 'authorization_endpoint';

/** The endpoint a client with a certificate uses: its mTLS alias (RFC 8705 5), else the ordinary one. */
function advertised(discovery: JsonObject, member: string): string | null {
  // A browser goes to this one, and has no certificate.
  const aliases = member === BROWSERS ? null : discovery.mtls_endpoint_aliases;
  const alias = isJsonObject(aliases) ? aliases[member] : undefined;
  const value = typeof alias === 'string' ? alias : discovery[member];
  return typeof value === 'string' ? value : null;
}

/**
 * The endpoints a run may call. One that discovery names on a foreign host is left out, with a note.
 * Throws a TargetError when there is no registration endpoint to test.
 */
export function chooseEndpoints(input: EndpointInput): Endpoints {
  const discovery = input.discovery ?? {};
  const notes: string[] = [];
  const foreign: { member: string; url: string }[] = [];
  const choose = (member: string, named: string | null = null): string | null => {
    const value = named ?? advertised(discovery, member);
    if (value === null) return null;
    if (!URL.canParse(value)) {
      notes.push(`${member} ${JSON.stringify(value)} is not an absolute URL; it was not called`);
      return null;
    }
    const url = new URL(value);
    if (named !== null || input.allowed(url)) return value;
    foreign.push({ member, url: value });
    notes.push(`${member} was not called: ${refusedBecause(url)}`);
    return null;
  };
  const registration = choose('registration_endpoint', input.registration);
  if (registration === null) {
    const [reason] = notes;
    throw new TargetError(
      reason ?? 'the discovery document has no registration_endpoint',
      'name it with --registration-endpoint URL',
    );
  }
  return {
    endpoints: {
      registration,
      token: choose('token_endpoint', input.token),
      introspection: choose('introspection_endpoint'),
      revocation: choose('revocation_endpoint'),
      authorization: choose(BROWSERS),
      jwks: choose('jwks_uri'),
    },
    foreign,
    notes,
  };
}
