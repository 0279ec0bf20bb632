import type { Json } from '../model/json.ts';
import type { ClaimSpec, Profile } from '../model/profile.ts';
import type { RequirementId } from '../requirements/index.ts';
import { dropClaim, type Layer, madeAt, setClaim } from './edits.ts';
import { LAYERS } from './layers.ts';
import { along, claims, type Facts, type Stimulus, warned } from './stimulus.ts';
import { swapCase } from './swap-case.ts';
import { emptyValue, tooLong, tooLongToList, type WrongValue, wrongTypes } from './wrong-values.ts';

const SIGNING_ALG = 'token_endpoint_auth_signing_alg';

/** Claims whose every defect depends on another claim; they have mutations of their own. */
const CONDITIONAL = /^(backchannel_|tls_client_auth_)/;

/** Requirements of other documents that the same defect breaks, by `layer.claim.defect`. */
const ALSO: Readonly<Record<string, readonly RequirementId[]>> = {
  'request.aud.absent': ['RFC8725-3.9-1'],
  'request.iat.type': ['RFC7519-4.1.4-2'],
  'request.exp.type': ['RFC7519-4.1.4-2'],
  'request.jti.type': ['RFC7519-4.1.7-1'],
  'request.scope.type': ['RFC7591-2-13'],
  'request.redirect_uris.empty': ['FAPI1B-5.2.2-8-1', 'RFC7591-5-2'],
  'request.redirect_uris.absent': ['RFC7591-2-2', 'OIDCR-2-1'],
  'ssa.scope.type': ['RFC7591-2-13'],
};

/** Whatever takes the place of software_id, iss of the request cannot be equal to it. */
const NO_SOFTWARE = ['absent', 'null', 'empty', 'type-number', 'type-object'];

/** Requirements that weigh more than the one of the claim's own table, by `layer.claim.slug`. */
const RATHER: Readonly<Record<string, readonly RequirementId[]>> = {
  ...Object.fromEntries(NO_SOFTWARE.map((slug) => [`ssa.software_id.${slug}`, ['OBUK-iss-1']])),
  // As when it is absent, nothing attests the redirect URIs of the request.
  'ssa.software_redirect_uris.null': ['OBUK-redirect_uris-1'],
};

const NULL_IS_ABSENT = 'RFC 7591 2 lets a server read null as absent.';

/** What cannot be separated from the defect, by `layer.claim.slug`. */
const ALONG: Readonly<Record<string, Partial<Facts>>> = {
  'request.grant_types.empty': along(
    'Without a grant type nothing fits the response types.',
    'RFC7591-2.1-1',
  ),
  'request.redirect_uris.null': along(NULL_IS_ABSENT, 'OBUK-redirect_uris-1'),
  'request.response_types.null': along(NULL_IS_ABSENT, 'OBUK-general-1'),
  'ssa.software_roles.type-string': along(
    'Several roles in one string are the name of none.',
    'OBUK-data-mapping-1',
  ),
};

/** Claims of the SSA that no clause obliges a server to read: the directory sets no lifetime and demands no use of jti. */
const UNREAD =
  /^ssa\.(iat|jti|client_(name|description|uri)|logo_uri|org_(id|name)|revocation_uri|recipient_base_uri)$/;

/** Optional claims of the SSA that a server may act on; one for the many that it only stores. */
const ACTED_ON =
  /^(software_client_name|software_roles|software_version|software_logo_uri|software_mode|org_(id|name|status|contacts)|organisation_.*)$/;

/** One representative of each kind of defect is enough to see that an update is validated too. */
const ON_PUT = /^(absent|null|value-unknown|type-(number|digits|string))$/;

/** Strings whose clause speaks of arrays. RFC 7519 4.1.3 lets aud be one: that is a legal variation. */
const ARRAY_MATTERS = new Set(['scope', 'software_statement']);

interface Context {
  readonly layer: Layer;
  readonly name: string;
  readonly spec: ClaimSpec;
  /** The claim stands in every full draft. */
  readonly sent: boolean;
  /** It cannot be missing next to the values of the base draft. */
  readonly required: boolean;
}

/** Every claim of the profile's tables: absent, null, empty, of another type, too long, unknown value. */
export function claimDefects(profile: Profile): readonly Stimulus[] {
  return [...ofLayer(profile, 'request'), ...ofLayer(profile, 'ssa')];
}

function ofLayer(profile: Profile, layer: Layer): readonly Stimulus[] {
  return Object.entries(profile[layer].claims)
    .filter(([name]) => !CONDITIONAL.test(name))
    .flatMap(([name, spec]) => {
      const required = isRequired(spec, profile);
      const context = { layer, name, spec, required, sent: isSent(layer, name, profile, required) };
      return [
        ...absent(context),
        ...nulled(context),
        ...empty(context),
        ...wrongTyped(context),
        ...stretched(context),
        ...unknown(context),
        ...unknownAndLong(context),
      ];
    });
}

function isRequired({ presence, requiredWhen }: ClaimSpec, { request }: Profile): boolean {
  if (presence === 'required') return true;
  const value: unknown = request.values[requiredWhen?.claim ?? ''];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((one) => typeof one === 'string' && requiredWhen?.is.includes(one) === true);
}

function isSent(layer: Layer, name: string, profile: Profile, required: boolean): boolean {
  if (layer === 'ssa') return required || (name !== 'exp' && name !== 'nbf');
  return required || name in profile.request.values || /^(redirect_uris|software_id)$/.test(name);
}

function absent(context: Context): readonly Stimulus[] {
  const { layer, name, spec, sent, required } = context;
  if (!sent) return [];
  const facts = factsOf(context, 'absent', required ? 'absent' : null, {
    title: `without ${name}`,
    core: required,
    // Where a request may do without, the record that is made of it is one like any other.
    legal: layer === 'request' && !required,
    ...(spec.replaceable === true ? { replaceable: defaultOf(name) } : {}),
  });
  return [claims(facts, dropClaim(layer, name))];
}

function nulled(context: Context): readonly Stimulus[] {
  const { layer, name, spec, sent, required } = context;
  const nested = spec.type === 'array' || spec.type === 'object';
  if (!sent || (!required && !nested)) return [];
  const clause = spec.clauses.type === undefined ? 'absent' : 'type';
  const facts = factsOf(context, 'null', required ? clause : null, {
    title: `whose ${name} is null`,
    ...(required ? replacing(spec, name, null) : {}),
  });
  return [claims(facts, setClaim(layer, name, null))];
}

function empty(context: Context): readonly Stimulus[] {
  const { layer, name, spec, required } = context;
  const value = emptyValue(spec);
  if (value === null || spec.clauses.empty === undefined) return [];
  const facts = factsOf(context, 'empty', 'empty', {
    title: `whose ${name} is empty`,
    ...replacing(spec, name, value),
    ...(required || spec.type !== 'string'
      ? {}
      : { whenAccepted: warned('An empty string may be read as an absent claim.') }),
  });
  return [claims(facts, setClaim(layer, name, value))];
}

function wrongTyped(context: Context): readonly Stimulus[] {
  const { layer, name, spec, required } = context;
  const spoken = spec.clauses.type !== undefined;
  const values = wrongTypes(spec).filter(({ slug }) => slug !== 'array' || ARRAY_MATTERS.has(name));
  const telling = spoken && required ? values : values.slice(0, spoken ? 2 : 1);
  return telling.map((value, index) => {
    const facts = factsOf(context, `type-${value.slug}`, 'type', {
      title: `whose ${name} is ${value.title}`,
      core: spoken && required && index === 0,
      ...(spec.replaceable === true ? { replaceable: defaultOf(name) } : {}),
    });
    const attested = name === 'software_statement' && value.slug === 'object';
    return claims(
      facts,
      // The claims themselves, for who takes them without a signature.
      attested
        ? setClaim(layer, name, (_old, draft) => draft.ssa.claims)
        : setClaim(layer, name, made(value, spec)),
    );
  });
}

function stretched(context: Context): readonly Stimulus[] {
  const { layer, name, spec } = context;
  const value = tooLong(spec);
  if (value === null) return [];
  const { length } = spec.clauses;
  // Sizes of SSA members are the directory's affair: two of them stand for all.
  if (length === undefined && !/^(software_client_name|org_name)$/.test(name)) return [];
  const facts = factsOf(context, 'too-long', 'length', {
    title: `whose ${name} has ${value.title}`,
    ...(layer === 'ssa' ? { touches: ['OBUK-SSA-payload-2'] as const } : {}),
  });
  return [claims(facts, setClaim(layer, name, made(value, spec)))];
}

function unknown(context: Context): readonly Stimulus[] {
  const { layer, name, spec } = context;
  if (layer === 'ssa' || spec.values === undefined || spec.format === 'scope') return [];
  // No value at all for who compares as the specification does, the right one for who ignores case.
  const bad = spec.format === 'jws-alg' ? 'XX256' : swapCase(spec.values[0]);
  const facts = factsOf(context, 'value-unknown', 'value', {
    title: `whose ${name} ${spec.type === 'array' ? 'holds' : 'is'} "${bad}"`,
    core: true,
    ...replacing(spec, name, bad),
  });
  return [claims(facts, listing(context, bad))];
}

/** Length is a limit of its own: a server may check it without knowing the values. */
function unknownAndLong(context: Context): readonly Stimulus[] {
  const { layer, name, spec } = context;
  const bad = tooLongToList(spec);
  if (layer === 'ssa' || bad === null || spec.clauses.length === undefined) return [];
  const facts = factsOf(context, 'too-long', 'length', {
    title: `whose ${name} ${spec.type === 'array' ? 'holds a value of' : 'has'} more than ${spec.maxLength} characters`,
    ...replacing(spec, name, bad),
  });
  return [claims(facts, listing(context, bad))];
}

/** Puts `bad` in the place of the value, or beside those of a list. */
function listing({ layer, name, spec }: Context, bad: string): ReturnType<typeof setClaim> {
  // What is absent stands for its default: an illegal value alone would be wrong in two ways.
  return setClaim(layer, name, (old) =>
    spec.type === 'array' ? [...list(old ?? spec.fallback), bad] : bad,
  );
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function made(value: WrongValue, { format }: ClaimSpec): Parameters<typeof setClaim>[2] {
  return (old, draft) =>
    value.make(old ?? (format === 'epoch-seconds' ? madeAt(draft) + 300 : undefined));
}

function replacing(spec: ClaimSpec, member: string, value: Json): Partial<Facts> {
  return spec.replaceable === true ? { replaceable: { member, value } } : {};
}

/** RFC 7591 2 and OpenID Connect Registration 2 fix the defaults of grants and types; any other has to be shown. */
function defaultOf(member: string): NonNullable<Facts['replaceable']> {
  return { member, value: null, mustBeShown: !/_types?$/.test(member) };
}

type Clause = keyof ClaimSpec['clauses'];

/** Facts of one defect of one claim; without a clause it is a probe. */
function factsOf(
  { layer, name, spec, required }: Context,
  slug: string,
  clause: Clause | null,
  facts: Partial<Facts> & { readonly title: string },
): Facts {
  const defect = `${layer}.${name}.${clause}`;
  const spoken = clause === null ? undefined : spec.clauses[clause];
  // The profile is data and names requirements as text; a test proves that each is in the catalogue.
  const own = spoken === undefined ? [] : [spoken as RequirementId];
  // A statement that need not attest redirect URIs has no defect without them.
  const attests = required || name !== 'software_redirect_uris';
  const rather = attests ? (RATHER[`${layer}.${name}.${slug}`] ?? []) : [];
  const breaks = [...new Set([...rather, ...own, ...(ALSO[defect] ?? [])])];
  return {
    id: `${layer}.claims.${name}.${slug}`,
    path: `${layer}.claims.${name}`,
    area: 'claims',
    // The list of the statement is what redirect URIs are compared with.
    situation: spec.situation,
    breaks,
    spare: layer === 'ssa' && breaks.length === 0 && !ACTED_ON.test(name),
    put: required && breaks.length > 0 && ON_PUT.test(slug),
    // With another method of client authentication its algorithm says nothing, and may be anything.
    needs: name === SIGNING_ALG ? ['auth:private_key_jwt'] : [],
    ...(UNREAD.test(`${layer}.${name}`)
      ? { whenAccepted: warned('No clause obliges a server to read this claim of the SSA.') }
      : {}),
    ...ALONG[`${layer}.${name}.${slug}`],
    // Beside another method the claim has no meaning, and a server may ignore what stands there.
    ...(spec.requiredWhen?.claim === 'token_endpoint_auth_method'
      ? { needs: ['auth:private_key_jwt'] as const }
      : {}),
    ...facts,
    title: `${LAYERS[layer].noun} ${facts.title}`,
  };
}
