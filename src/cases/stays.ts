/** Cases that stay although each fault they notice is noticed by another too, and why. */
interface Stay {
  readonly cases: RegExp;
  /** One sentence. */
  readonly why: string;
}

/**
 * The faults of the reference server are one per rule: those of other servers are finer. The first entry that matches
 * a case speaks for it.
 */
export const STAYS: readonly Stay[] = [
  {
    cases: /^management\/put-(request|ssa)-/,
    why: 'An update is often judged by code of its own: one case for each family of rules shows that it is judged like a registration.',
  },
  {
    cases: /^management\/put-/,
    why: 'Each is another way in which an update goes wrong while a registration does not.',
  },
  {
    cases: /^management\/(get|delete)-(with|without|after|twice)|^management\/(delete|foreign)-/,
    why: 'Reading, replacing and deleting are authorised apart: a server may guard one and forget another.',
  },
  {
    cases:
      /^management\/(patch|post|get)-(on|trailing|other|null|encoded|under|token)|^management\/offered/,
    why: 'Routers and proxies differ in which of these they let through to a handler.',
  },
  {
    cases: /^claims\/request-redirect-uris-/,
    why: 'Each look-alike defeats another way of comparing URIs: by prefix, suffix, host, case, after decoding or after normalising.',
  },
  {
    cases: /^claims\/(request|ssa)-text-/,
    why: 'Each text is taken by another careless JSON parser.',
  },
  {
    cases: /-twice(-|$)/,
    why: 'Parsers differ in which of two members they keep; the reference server takes one side only.',
  },
  {
    cases: /^(claims|algorithms)\/.*-(absent|null|empty|too-long|value-unknown|type-[a-z]+)$/,
    why: 'Validators check each claim apart and each kind of defect apart: a server may forget this one alone.',
  },
  {
    cases:
      /^claims\/(request|ssa)-(exp|iat|nbf|jti)-|^registration\/(request-nbf|ssa-exp|replayed-jti|reused-statement)/,
    why: 'Each is another way of reading times and identifiers: another unit, another tolerance, another form.',
  },
  {
    cases: /^claims\/(request|ssa)-(iss|aud|software-id)-/,
    why: 'Each defeats another comparison: in any case, by beginning, by membership, or with the wrong party.',
  },
  {
    cases: /^claims\/request-(scope|response-types|grant-types|token-endpoint-auth-method)-/,
    why: 'Each value is let through by another incomplete list of what is allowed.',
  },
  {
    cases: /^claims\/request-(tls-client-auth|backchannel|application-type)-/,
    why: 'Conditional metadata are checked, where at all, one by one.',
  },
  {
    cases: /^claims\/(request-(software|org)-\S+-(self-asserted|inlined)|ssa-(org|software)-)/,
    why: 'What the request may say of the software, and what of the statement is looked at, differs from claim to claim.',
  },
  {
    cases: /^algorithms\/(request|ssa)-(alg-none|hs\d+)/,
    why: 'Each spelling, and each form of the key, is taken by another library.',
  },
  {
    cases: /^algorithms\/(request|ssa)-(rs|ps|es|pss|alg-)/,
    why: 'Lists of allowed algorithms, and what is done with an odd one, differ from library to library.',
  },
  {
    cases: /^algorithms\//,
    why: 'Each member that names an algorithm has a list of its own.',
  },
  {
    cases: /^signatures\/jwks-/,
    why: 'Each key set stops another reader of key sets, or is taken by it.',
  },
  {
    cases:
      /^signatures\/(request|ssa)-(kid|crit|b64|typ|cty|alg-twice|header-(array|string|truncated)|unknown-header)/,
    why: 'Each is another careless reading of a JOSE header.',
  },
  {
    cases: /^signatures\/(request|ssa)-(jwk|x5c|jku|x5u|wrong|key-of|transport|rogue|kind)/,
    why: 'Each is another way of choosing the key, or the token, wrongly.',
  },
  {
    cases: /^signatures\/(request|ssa)-(signature|zero|es256|ps256|rs256|claims|header)-?/,
    why: 'Each gets past another verifier that looks at a part of the signature only, or decodes it leniently.',
  },
  {
    cases: /^signatures\/(request|ssa)-/,
    why: 'Each form is taken by another lenient decoder of compact JWTs.',
  },
  {
    cases: /^client-use\//,
    why: 'Client authentication is a code path of its own, and each step of it can be left out alone.',
  },
  {
    cases: /^transport\/(media-type|body|content|method|accept)-/,
    why: 'Frameworks differ in which of these they hand on to the registration.',
  },
  {
    cases: /^transport\//,
    why: 'Connections are guarded per endpoint, often by another machine.',
  },
  {
    cases: /^(registration|response-shape)\//,
    why: 'It shows a right request or its answer as a whole; what is wrong with either is noticed elsewhere as well.',
  },
];

/** Why the case with this id stays; null where nothing is said. */
export function reasonToStay(caseId: string): string | null {
  return STAYS.find(({ cases }) => cases.test(caseId))?.why ?? null;
}
