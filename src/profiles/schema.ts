/** The shape of a profile: what `--profile FILE` may hold, and docs/profile.schema.json. */
import { z } from 'zod';
import type { Json } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';
import { OPERATIONS, SITUATIONS } from '../model/profile.ts';

const text = z.string().min(1);
const texts = z.array(text);
const count = z.int().min(0);
const situation = z.enum(SITUATIONS);
const json: z.ZodType<Json> = z.json();
const values = z.record(z.string(), json);

const pattern = text.refine(
  (source) => {
    try {
      return new RegExp(source) instanceof RegExp;
    } catch {
      return false;
    }
  },
  { error: 'is no regular expression' },
);

const condition = z.strictObject({ claim: text, is: texts.min(1) });

const claim = z.strictObject({
  type: z.enum(['string', 'integer', 'boolean', 'array', 'object']),
  items: z.enum(['string', 'object']).exactOptional(),
  presence: z.enum(['required', 'optional']),
  requiredWhen: condition.exactOptional(),
  forbiddenWhen: condition.exactOptional(),
  values: z.array(z.string()).exactOptional(),
  tolerated: texts.exactOptional(),
  pattern: pattern.exactOptional(),
  minLength: count.exactOptional(),
  maxLength: count.exactOptional(),
  minItems: count.exactOptional(),
  format: z
    .enum(['epoch-seconds', 'https-uri', 'redirect-uri', 'jwt', 'scope', 'dn', 'jws-alg'])
    .exactOptional(),
  replaceable: z.boolean().exactOptional(),
  fallback: json.exactOptional(),
  clauses: z.strictObject({
    absent: text.exactOptional(),
    empty: text.exactOptional(),
    type: text.exactOptional(),
    value: text.exactOptional(),
    length: text.exactOptional(),
  }),
  situation,
});

const claims = z.record(z.string(), claim);

const answer = z.strictObject({
  statuses: z.array(z.int().min(400).max(599)).min(1),
  codes: texts,
  drop: z.boolean().exactOptional(),
  body: z.enum(['registration', 'token', 'bearer', 'any']),
});

const override = z.strictObject({
  requirement: text,
  whenBroken: z.enum(['fail', 'warn', 'info']).exactOptional(),
  excluded: z.boolean().exactOptional(),
  reason: text,
  url: z.url(),
});

const deviation = z.strictObject({
  requirement: text,
  checks: texts.min(1).exactOptional(),
  seen: pattern.exactOptional(),
  note: text,
  url: z.url(),
});

const path = z.string().regex(/^\/[\w./-]*$/, 'a path from the origin, such as /register');

const paths = z.strictObject({
  issuer: z.union([z.literal(''), path]),
  registration: path,
  token: path,
  introspection: path,
  revocation: path,
  authorization: path,
  jwks: path,
});

export const profileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dots and hyphens'),
  title: text,
  url: z.url(),
  lineage: z.tuple([text], text),
  request: z.strictObject({
    format: z.enum(['jwt', 'json']),
    mediaTypes: texts.min(1),
    algorithms: texts,
    types: texts,
    claims,
    values,
    minimal: texts,
    redirectsReplaced: z.boolean().exactOptional(),
    httpRedirects: z.string().exactOptional(),
  }),
  ssa: z.strictObject({
    required: z.boolean(),
    issuers: texts,
    algorithms: texts,
    claims,
    values,
    minimal: texts,
    names: z.strictObject({
      softwareId: text,
      jwksUri: text,
      redirectUris: text,
      roles: text,
      clientName: text,
    }),
    softwareIds: z.enum(['base62', 'uuid']),
    lifetime: count.nullable(),
    attests: z.record(z.string(), text).exactOptional(),
    singleUse: z.boolean().exactOptional(),
  }),
  rsaMinimumBits: count,
  roleScopes: z.record(z.string(), texts),
  freeScopes: texts,
  response: z.strictObject({
    members: claims,
    notEchoed: texts,
    flattenSsa: z.boolean(),
    mayIgnore: texts.exactOptional(),
  }),
  operations: z.record(z.enum(OPERATIONS), z.enum(['required', 'optional'])),
  management: z.strictObject({
    credential: z.enum(['client-credentials', 'registration-access-token']),
    scope: text.exactOptional(),
  }),
  authMethods: texts,
  errorCodes: texts,
  errors: z.record(situation, answer),
  overrides: z.array(override),
  paths: paths.exactOptional(),
  deviations: z.array(deviation).exactOptional(),
}) satisfies z.ZodType<Profile>;
