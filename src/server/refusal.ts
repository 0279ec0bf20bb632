import type { Profile, Situation } from '../model/profile.ts';
import { type Answer, bearerChallenge, oauthError } from './answer.ts';
import type { Call, ServerContext } from './server-context.ts';

/** The part of a violation that an answer and a log line need. */
export interface Refused {
  readonly rule: {
    readonly id: string;
    readonly requirement: string;
    readonly situation: Situation;
  };
  readonly message: string;
}

/** Logs which rule a request breaks, and by which interaction id its sender can find it. */
export function logRefusal(server: ServerContext, call: Call, { rule, message }: Refused): void {
  const id = call.interactionId === null ? '' : ` · x-fapi-interaction-id ${call.interactionId}`;
  server.log(`${call.method} ${call.path}: ${rule.id} (${rule.requirement}): ${message}${id}`);
}

/** Answers a broken rule as the error table of the profile says, with its best status and code, and logs which it was. */
export function refuse(server: ServerContext, call: Call, { rule, message }: Refused): Answer {
  logRefusal(server, call, { rule, message });
  return { ...refusalFor(rule.situation, message, server.profile), cause: rule.situation };
}

function refusalFor(situation: Situation, message: string, profile: Profile): Answer {
  const { statuses, codes, body } = profile.errors[situation];
  const status = statuses[0] ?? 400;
  if (body === 'bearer' || status === 401) {
    if (situation === 'token-missing') return bearerChallenge(null, message);
    if (body === 'bearer') return bearerChallenge('invalid_token', message);
    return oauthError(status, codes[0] ?? 'invalid_client', message, [
      ['www-authenticate', 'Bearer realm="registration"'],
    ]);
  }
  return oauthError(status, codes[0] ?? 'invalid_client_metadata', message);
}
