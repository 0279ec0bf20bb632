import { Buffer } from 'node:buffer';
import { isJsonObject, readJson } from '../../model/json.ts';

/** A JWT taken apart; header and claims as the texts that were encoded. */
export interface DecodedToken {
  /** `request` and `ssa` are the layers that the path of a mutation begins with. */
  readonly layer: 'request' | 'ssa' | 'assertion';
  readonly header: string;
  readonly claims: string;
  readonly signature: string;
}

const COMPACT = /^\s*[\w+/=-]*\.[\w+/=-]+(\.[\w+/=.-]*)?\s*$/;

function decoded(segment: string): string {
  return Buffer.from(segment.trim(), 'base64url').toString('utf8');
}

function takeApart(layer: DecodedToken['layer'], text: string): DecodedToken | null {
  if (!COMPACT.test(text)) return null;
  const [header = '', claims = '', ...rest] = text.trim().split('.');
  const token = {
    layer,
    header: decoded(header),
    claims: decoded(claims),
    signature: rest.join('.'),
  };
  return [token.header, token.claims].some((part) => /^\s*["{]/.test(part)) ? token : null;
}

function statementIn(text: string): DecodedToken | null {
  const claims = readJson(text);
  const statement = isJsonObject(claims) ? claims.software_statement : undefined;
  return typeof statement === 'string' ? takeApart('ssa', statement) : null;
}

/** The JWTs in the body of a request or an answer: a request JWT, the SSA in it or in a JSON object, a client assertion. */
export function tokensIn(body: string): readonly DecodedToken[] {
  const form = /(?:^|&)client_assertion=([^&]*)/.exec(body)?.[1];
  const first =
    form === undefined
      ? takeApart('request', body)
      : takeApart('assertion', decodeURIComponentSafe(form));
  const ssa = statementIn(first?.claims ?? body);
  return [first, ssa].filter((token) => token !== null);
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
