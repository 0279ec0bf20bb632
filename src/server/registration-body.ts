import { firstViolation } from '../rules/rule.ts';
import type { Answer } from './answer.ts';
import { REGISTRATION_BYTES } from './body.ts';
import type { CallInput } from './call-rules.ts';
import { refuse } from './refusal.ts';
import type { Call, ServerContext } from './server-context.ts';
import { operationOf } from './server-operation.ts';

/** What the rules about a call look at. */
export function callInput(server: ServerContext, call: Call): CallInput {
  return {
    mtls: server.mtls,
    certificate: call.certificate,
    contentType: call.header('content-type'),
    contentEncoding: call.header('content-encoding'),
  };
}

/** The refusal of a peer without a trusted certificate; null where none is asked for, or it is right. */
export async function refuseStranger(server: ServerContext, call: Call): Promise<Answer | null> {
  const off = server.faults.off(operationOf(call));
  const violation = await firstViolation(server.rules.transport, callInput(server, call), off);
  return violation && refuse(server, call, violation);
}

/** The text in the body of POST or PUT, or the answer to a body that cannot hold one. */
export async function registrationBody(
  server: ServerContext,
  call: Call,
): Promise<{ readonly text: string } | { readonly refusal: Answer }> {
  const off = server.faults.off(operationOf(call));
  const violation = await firstViolation(server.rules.mediaType, callInput(server, call), off);
  if (violation !== null) return { refusal: refuse(server, call, violation) };
  const text = await call.body(REGISTRATION_BYTES);
  if (text !== null) return { text };
  const rule = {
    id: 'http.body-size',
    requirement: 'RFC7519-7.2-1',
    situation: 'too-large',
  } as const;
  return { refusal: refuse(server, call, { rule, message: 'the body is too large' }) };
}
