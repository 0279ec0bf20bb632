import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Answer, Request } from './bank.ts';

/** One request, what the plain bank would answer, and the connection to do something else with. */
export interface Call {
  readonly request: Request;
  readonly honest: Answer;
  readonly socket: Socket;
  /** Requests so far, this one included. */
  readonly count: number;
  /** Runs `step` every `ms` until the connection is closed. */
  every(ms: number, step: () => void): void;
  /** Writes an answer by the book. */
  write(answer: Answer): void;
}

export type Behave = (call: Call) => void;

/** An exit code, or either of those that are no success where chance decides. */
type Exit = 0 | 1 | 3 | '1 or 3';

/** A server that does something no server should. */
export interface Hostile {
  readonly name: string;
  /** Answers in place of the plain bank. */
  readonly behave?: Behave;
  /** Called for each connection before anything is read. */
  readonly greet?: (socket: Socket) => void;
  /** Members of the discovery document. */
  readonly discovery?: (origin: string) => JsonObject;
  /** Where the client with this id is managed, in the manner of RFC 7592: `registration_client_uri`. */
  readonly clientUri?: (origin: string, id: string) => string;
  /** It keeps us waiting until our patience ends: that is short then. */
  readonly hangs?: true;
  /** Served over TLS with this. */
  readonly tls?: () => Promise<SecureContextOptions & { readonly ALPNProtocols?: string[] }>;
  /** Address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** What the target is called, where that is not the address. */
  readonly named?: string;
  /** What the target is said to speak, where that is not so. */
  readonly scheme?: 'https';
  /** Exit code when it does so from the first request on. */
  readonly fromStart: Exit;
  /** Exit code when it begins after calibration; left out where it cannot begin later. */
  readonly later?: Exit;
  /** What the user is told: of the error where the run cannot begin, else somewhere in the report. */
  readonly says?: RegExp;
}
