import type { JsonObject } from '../model/json.ts';
import { jsonRequest } from '../rules/json-body.ts';
import { type Jws, parseJws } from '../rules/jws.ts';
import { mergeMetadata } from '../rules/merge-metadata.ts';
import type { Proof } from '../rules/proof.ts';
import type { RegistrationInput } from '../rules/registration-input.ts';
import { firstViolation } from '../rules/rule.ts';
import type { Client } from './client-store.ts';
import type { Refused } from './refusal.ts';
import { type Call, keysOf, offeredAuthMethods, type ServerContext } from './server-context.ts';
import { proofContext, proveWithSoftwareKeys } from './software-keys.ts';

/** The rule that compares redirect URIs with those of the statement. */
const SUBSET = 'redirect.subset';

/** A registration or update after the rules: the first that is broken, or none. */
export interface Judgement {
  readonly input: RegistrationInput;
  readonly violation: Refused | null;
}

/** The body of a registration as the profile writes it: a signed JWT, or plain JSON (RFC 7591 3.1). */
function requestIn({ profile, faults }: ServerContext, body: string): Jws {
  const plain =
    profile.request.format === 'json' ||
    (faults.behaviours.plainJsonTaken && body.trimStart().startsWith('{'));
  return plain ? jsonRequest(Buffer.from(body, 'latin1')) : parseJws(body);
}

/** Takes a registration request apart and checks it against every rule, for POST and PUT alike (RFC 7592 2.2). */
export async function judge(
  server: ServerContext,
  call: Call,
  body: string,
  registered: Client | null,
): Promise<Judgement> {
  const asked = registrationInput(server, call, requestIn(server, body), registered);
  const off = server.faults.off(asked.operation);
  const input = await withAttestedRedirects(server, asked, off);
  const violation = await firstViolation(server.rules.registration, input, off);
  return { input, violation: violation ?? extraRefusal(server, input) };
}

/** Where the profile says so, the redirect URIs of the statement stand in for others (RFC 7591 2); the rules judge what is left. */
async function withAttestedRedirects(
  { profile, rules }: ServerContext,
  input: RegistrationInput,
  off: ReadonlySet<string>,
): Promise<RegistrationInput> {
  if (profile.request.redirectsReplaced !== true || off.has(SUBSET)) return input;
  const rule = rules.registration.find(({ id }) => id === SUBSET);
  const attested = input.ssaClaims[profile.ssa.names.redirectUris];
  if (attested === undefined || ((await rule?.test(input)) ?? null) === null) return input;
  return {
    ...input,
    claims: { ...input.claims, redirect_uris: attested },
    metadata: { ...input.metadata, redirect_uris: attested },
  };
}

function extraRefusal(
  { faults, clients }: ServerContext,
  input: RegistrationInput,
): Refused | null {
  const refusal = faults.refuses(input, clients);
  if (refusal === null) return null;
  const { situation, message } = refusal;
  return { rule: { id: 'variant', requirement: 'none', situation }, message };
}

function registrationInput(
  server: ServerContext,
  call: Call,
  request: Jws,
  registered: Client | null,
): RegistrationInput {
  const { profile } = server;
  const claims = request.payload.value;
  const statement = claims.software_statement;
  const ssa = typeof statement === 'string' && statement !== '' ? parseJws(statement) : null;
  const ssaClaims = ssa?.payload.value ?? {};
  const iss = ssaClaims.iss;
  let requestProof: Promise<Proof> | null = null;
  let ssaProof: Promise<Proof> | null = null;
  return {
    operation: registered === null ? 'post' : 'put',
    now: call.now,
    request,
    ssa,
    claims,
    ssaClaims,
    metadata: mergeMetadata(claims, ssaClaims, profile),
    audiences: server.audiences(),
    issuers: server.directories.map(({ issuer }) => issuer),
    authMethods: offeredAuthMethods(server),
    allowLoopbackHttp: server.loopback,
    sectorUris: (location) => server.sectorUris(location),
    requestProof: () => {
      const location = ssaClaims[profile.ssa.names.jwksUri];
      requestProof ??= proveWithSoftwareKeys(server, 'request', request, location);
      return requestProof;
    },
    ssaProof: () => {
      ssaProof ??= proveStatement(server, ssa, typeof iss === 'string' ? iss : null);
      return ssaProof;
    },
    jtiUsed: (jti) => server.requestJtis.used(jtiKey(claims, jti), call.now),
    softwareRegistered: (softwareId) => server.clients.hasSoftware(softwareId),
    certificate: call.certificate,
    registered: registered && { clientId: registered.id, softwareId: registered.softwareId },
  };
}

/** A jti is unique for its issuer (RFC 7519 4.1.7). */
export function jtiKey(claims: JsonObject, jti: string): string {
  return JSON.stringify([claims.iss ?? null, jti]);
}

async function proveStatement(
  server: ServerContext,
  ssa: Jws | null,
  issuer: string | null,
): Promise<Proof> {
  if (ssa === null) return { unavailable: null, match: null };
  const jwks = directoryKeys(server, issuer);
  const proof = await server.prove(ssa, jwks);
  return server.faults.proof(proof, proofContext(server, 'ssa', ssa, jwks));
}

/** The issuer's keys; all there are where the issuer is none of ours, which only a fault lets through. */
function directoryKeys({ directories }: ServerContext, issuer: string | null): JsonObject {
  const own = directories.filter((directory) => directory.issuer === issuer);
  return keysOf(own.length > 0 ? own : directories);
}
