import type { JsonObject } from '../model/json.ts';
import type { Call } from './text/curl-command.ts';
import type { Excerpt } from './text/excerpt.ts';
import type { Answer } from './text/http-answer.ts';
import type { Token } from './token.ts';

/** What a text turned out to hold. */
export type Part =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'answer'; readonly answer: Answer; readonly method: string | null }
  | { readonly kind: 'key-set'; readonly value: JsonObject; readonly text: Excerpt }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Why a text, or a part of it, could not be read. */
export interface Trouble {
  readonly id: string;
  readonly text: Excerpt;
  readonly offset: number;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  readonly fix: string;
  /** Only worth a remark: the text was read all the same. */
  readonly harmless: boolean;
}

/** What a user says that a text is. */
export type Role = 'request' | 'ssa' | 'response' | 'jwks';
