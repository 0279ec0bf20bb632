import type { JsonObject } from '../model/json.ts';
import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { stepsOf } from './text/json-place.ts';

/** A finding that may be why a bank refused. */
export interface Explanation {
  readonly found: Found;
  readonly score: number;
}

/** Words of an error text, and the findings that they speak of. */
const TOPICS: readonly (readonly [words: RegExp, about: RegExp])[] = [
  [/redirect|callback/i, /^redirect\.|redirect_uris|redirect-uris/],
  [
    /expir|\bexp\b|\blifetime\b|too old|not yet valid|\bnbf\b|in the future/i,
    /\.time\.|claims\.(exp|nbf|iat)\.|ssa-after-request/,
  ],
  [
    /signature|\bverif|\bjwks?\b|\bkid\b|signing key/i,
    /\.signature\.|\.key\.|same-kid|\.jose\.(alg|kid)|jwks/,
  ],
  [
    /\bissuer\b|\biss\b|untrusted|not trusted|unapproved/i,
    /issuer|claims\.iss\.|iss\.software-id|profile\.foreign/,
  ],
  [/\baud(ience)?\b/i, /\.aud\b/],
  [/\bjti\b|replay/i, /\.jti\b/],
  [/\balg(orithm)?s?\b|PS256|RS256|ES256/i, /alg/],
  [/\bscopes?\b/i, /scope/],
  [/\broles?\b/i, /role/],
  [/grant/i, /grant/],
  [/response.?type/i, /response.?types/],
  [/auth.?method|token.?endpoint.?auth/i, /auth.method/],
  [/application.?type/i, /application_type/],
  [/base64|malformed|decod|pars|not a (valid )?jwt|invalid jwt|three parts/i, /\.jose\.|^text\./],
  [/certificate|\bmtls\b|\btls\b|subject.?dn/i, /^transport\.|tls-subject|subject_dn/],
  [/software.?id/i, /software.id/],
  [/content.?type|media.?type/i, /content-type/],
  [/missing|mandatory|required|not (present|found)|cannot be (null|empty)/i, /\.present$|\.empty$/],
];

/** An error about the statement as a whole. */
const STATEMENT = /software.?statement|\bssa\b/i;

function textOf(answer: JsonObject): string {
  const texts = [answer.error_description, answer.message, answer.description];
  return texts.filter((text) => typeof text === 'string').join(' ');
}

/** How well the code fits: the first code of a situation best, others less. */
function codeScore({ situation }: Found, code: unknown, profile: Profile): number {
  if (situation === null || typeof code !== 'string') return 0;
  const at = profile.errors[situation].codes.indexOf(code);
  return at === -1 ? 0 : Math.max(1, 3 - at);
}

/** How well the text fits: a claim that it names most, then what it speaks of. */
function textScore(found: Found, text: string): number {
  const names = stepsOf(found.pointer).filter((step) => /[a-z]/i.test(step));
  const named = names.some((name) =>
    new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`, 'i').test(text),
  );
  const topics = TOPICS.filter(([words, about]) => words.test(text) && about.test(found.id)).length;
  const statement = STATEMENT.test(text) && found.document === 'ssa' ? 1 : 0;
  return (named ? 5 : 0) + Math.min(topics, 2) * 4 + statement;
}

/** True where the text says more than that the request was refused. */
function isTelling(text: string): boolean {
  return TOPICS.some(([words]) => words.test(text));
}

const WEIGHT = { error: 1, warning: 0.5, info: 0 } as const;

/** Those of `findings` that explain an error answer, the best first. Where its text tells what it is about, the code alone explains nothing. */
export function explanations(
  answer: JsonObject,
  profile: Profile,
  findings: readonly Found[],
): readonly Explanation[] {
  const text = textOf(answer);
  const telling = isTelling(text);
  return findings
    .filter(({ document }) => document !== 'response')
    .flatMap((found): Explanation[] => {
      const byText = textScore(found, text);
      const byCode = codeScore(found, answer.error, profile);
      // A remark that nothing names explains nothing.
      if (telling ? byText < 4 : byCode === 0 || found.severity === 'info') return [];
      return [{ found, score: byText + byCode + WEIGHT[found.severity] }];
    })
    .toSorted((a, b) => b.score - a.score);
}
