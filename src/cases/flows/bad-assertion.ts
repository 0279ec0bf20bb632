import type { Capability } from '../../model/case.ts';
import type { Flow, RegisteredClient, TokenOptions } from '../../model/flow.ts';
import type { KeyName } from '../../model/keys.ts';
import { fitting } from '../../mutations/index.ts';
import type { Rows } from './flow-case.ts';

/** The algorithm that the client's assertions are registered for. */
export function assertionAlgorithm({ response, sent }: RegisteredClient): string {
  const name = 'token_endpoint_auth_signing_alg';
  return String(response[name] ?? sent.request[name] ?? 'PS256');
}

/** The key of `owner` that fits the assertions of `client`: refused for its owner, not for its algorithm. */
export function fittingKey(owner: KeyName, client: RegisteredClient): KeyName {
  const ec = assertionAlgorithm(client) === 'ES256';
  const signature = { kind: 'key', key: owner, algorithm: ec ? 'ES256' : 'PS256' } as const;
  return fitting(owner, { header: {}, claims: {}, signature });
}

/** A client assertion with one defect (RFC 7523 3). */
export interface BadAssertion {
  readonly slug: string;
  readonly title: string;
  readonly rows: Rows;
  readonly why?: string;
  readonly codes?: readonly string[];
  readonly whenAccepted?: 'warn';
  readonly needs?: readonly Capability[];
  /** Who asks, where it is not an ordinary private_key_jwt client. */
  readonly client?: (flow: Flow) => Promise<RegisteredClient>;
  /** Who shows that a good assertion gets a token, where the client itself may have lost its keys. */
  readonly witness?: (flow: Flow) => Promise<RegisteredClient>;
  options(flow: Flow, client: RegisteredClient): TokenOptions | Promise<TokenOptions>;
}
