import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import type { PayloadEdit } from '../../model/options.ts';
import type { Profile } from '../../model/profile.ts';
import { readCompact } from '../../payload/read-compact.ts';

/** A compact JWS anywhere in a text; pages and mails break it into lines. */
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]*/;

function claimsIn(token: string): JsonObject | null {
  try {
    return readCompact(token).claims;
  } catch {
    return null;
  }
}

/** Takes away what a draft of the profile would have, and gives it `claims` instead. */
function edits(
  part: 'request' | 'ssa',
  profile: Profile,
  claims: JsonObject,
): readonly PayloadEdit[] {
  const made = Object.keys(profile[part].values).filter((name) => !Object.hasOwn(claims, name));
  return [
    ...made.map((name) => ({ path: `${part}.${name}` })),
    ...Object.entries(claims)
      .filter(([name]) => name !== 'software_statement')
      .map(([name, value]) => ({ path: `${part}.${name}`, value })),
  ];
}

/**
 * The edits that make any draft of `profile` say what the request in `file` says, and its software statement what that one's
 * says: a token, or a text around one. Throws a UsageError where there is none, or no statement in it.
 */
export function claimsOf(file: string, profile: Profile, cwd: string): readonly PayloadEdit[] {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`--claims ${file} cannot be read`, 'check the name of the file', error);
  }
  const [token = ''] = TOKEN.exec(text.replaceAll(/\s/g, '')) ?? [];
  const request = claimsIn(token);
  const statement = request?.software_statement;
  const ssa = typeof statement === 'string' ? claimsIn(statement) : null;
  if (request === null || ssa === null) {
    throw new UsageError(
      `--claims ${file} holds no registration request with a software statement`,
      'give a file with the request as a JWT; the curl command around it may stand there too',
    );
  }
  return [...edits('request', profile, request), ...edits('ssa', profile, ssa)];
}
