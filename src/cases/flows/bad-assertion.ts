import type { Capability } from '../../model/case.ts';
import type { Flow, RegisteredClient, TokenOptions } from '../../model/flow.ts';
import type { Rows } from './flow-case.ts';

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
  options(flow: Flow, client: RegisteredClient): TokenOptions | Promise<TokenOptions>;
}
