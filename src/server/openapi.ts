import type { JsonObject } from '../model/json.ts';
import type { ClaimSpec } from '../model/profile.ts';
import { acceptedMediaTypes } from './call-rules.ts';
import { discoveryPaths, pathsOf } from './paths.ts';
import type { ServerContext } from './server-context.ts';

const RECORD = { 'application/json': { schema: { $ref: '#/components/schemas/Client' } } };
const ERROR = {
  description: 'refused (RFC 7591 3.2.2)',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};
const CHALLENGE = {
  ...ERROR,
  description: 'not authenticated (RFC 6750 3)',
  headers: { 'WWW-Authenticate': { schema: { type: 'string', pattern: '^Bearer .*' } } },
};
const MANAGED = { security: [{ clientCredentials: [] }] };
const PLAIN = {
  description: 'a JSON document',
  content: { 'application/json': { schema: { type: 'object' } } },
};

const AUTHORIZE = {
  get: {
    operationId: 'authorize',
    security: [],
    parameters: ['client_id', 'request', 'redirect_uri', 'response_type', 'scope'].map((name) => ({
      name,
      in: 'query',
      required: name === 'client_id',
      schema: { type: 'string' },
    })),
    responses: {
      '200': { description: 'a page: there are no users' },
      '302': { description: 'back to a registered redirect URI, with an error' },
      '400': { description: 'a page: the client or its redirect URI is not known' },
    },
  },
};

/** An OpenAPI 3.1 description of the server, its schemas made from the profile's claim tables. */
export function openApiDocument(server: ServerContext, origin: string): JsonObject {
  const { profile } = server;
  const jwt = Object.fromEntries(
    acceptedMediaTypes(profile).map((type) => [
      type,
      { schema: { type: profile.request.format === 'json' ? 'object' : 'string' } },
    ]),
  );
  const requestBody = { required: true, content: jwt };
  const paths = pathsOf(profile);
  const record = (description: string): JsonObject => ({ description, content: RECORD });
  return {
    openapi: '3.1.0',
    info: { title: `Reference server, ${profile.title}`, version: '1.0.0' },
    servers: [{ url: origin }],
    paths: {
      [paths.registration]: {
        post: {
          operationId: 'register',
          security: [],
          requestBody,
          responses: {
            '201': record('registered'),
            '400': ERROR,
            '401': CHALLENGE,
            '413': ERROR,
            '415': ERROR,
          },
        },
      },
      [`${paths.registration}/{client_id}`]: {
        parameters: [{ name: 'client_id', in: 'path', required: true, schema: { type: 'string' } }],
        get: {
          operationId: 'read',
          ...MANAGED,
          responses: { '200': record('the record'), '401': CHALLENGE },
        },
        put: {
          operationId: 'update',
          ...MANAGED,
          requestBody,
          responses: {
            '200': record('replaced'),
            '400': ERROR,
            '401': CHALLENGE,
            '413': ERROR,
            '415': ERROR,
          },
        },
        delete: {
          operationId: 'remove',
          ...MANAGED,
          responses: { '204': { description: 'deleted' }, '401': CHALLENGE },
        },
      },
      [paths.authorization]: AUTHORIZE,
      [paths.token]: form('token', ['grant_type'], ['grant_type', 'scope']),
      [paths.introspection]: form('introspect', ['token'], ['token', 'token_type_hint']),
      [paths.revocation]: form('revoke', ['token'], ['token', 'token_type_hint']),
      ...documents(...discoveryPaths(profile), paths.jwks, '/openapi.json'),
    },
    components: {
      schemas: {
        Client: objectSchema(profile.response.members),
        Error: {
          type: 'object',
          required: ['error'],
          properties: { error: { type: 'string' }, error_description: { type: 'string' } },
        },
      },
      securitySchemes: {
        clientCredentials: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: `${origin}${paths.token}`, scopes: {} } },
        },
      },
    },
  };
}

function documents(...paths: readonly string[]): JsonObject {
  const get = { security: [], responses: { '200': PLAIN } };
  return Object.fromEntries(paths.map((path) => [path, { get }]));
}

/** An endpoint that a client calls with a form and its own authentication (RFC 7523 2.2). */
function form(
  operationId: string,
  required: readonly string[],
  names: readonly string[],
): JsonObject {
  const all = [...names, 'client_id', 'client_assertion_type', 'client_assertion'];
  const schema = {
    type: 'object',
    required,
    properties: Object.fromEntries(all.map((name) => [name, { type: 'string' }])),
  };
  return {
    post: {
      operationId,
      security: [],
      requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema } } },
      responses: { '200': { description: 'done' }, '400': ERROR, '401': CHALLENGE },
    },
  };
}

function objectSchema(specs: Readonly<Record<string, ClaimSpec>>): JsonObject {
  return {
    type: 'object',
    required: Object.keys(specs).filter((name) => specs[name]?.presence === 'required'),
    properties: Object.fromEntries(
      Object.entries(specs).map(([name, spec]) => [name, propertySchema(spec)]),
    ),
  };
}

function propertySchema({
  type,
  items,
  values,
  pattern,
  minLength,
  maxLength,
  format,
}: ClaimSpec): JsonObject {
  const text = {
    ...(values === undefined || format === 'scope' || type === 'boolean' ? {} : { enum: values }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  if (type === 'array') return { type, items: { type: items ?? 'string', ...text } };
  return type === 'string' ? { type, ...text } : { type };
}
