import type { Profile } from '../model/profile.ts';
import type { JsonFlaw } from './json-text.ts';
import { headerText, type Jws } from './jws.ts';
import type { Layer } from './layer.ts';
import type { RegistrationInput } from './registration-input.ts';
import { demandedBy, type Rows, type Rule } from './rule.ts';

type JoseRule = Rule<RegistrationInput>;

/** The ids of {@link joseRules} under `request.jose.` or `ssa.jose.`: form and header of one token, before any key is looked at. */
export function joseRules(layer: Layer, profile: Profile): readonly JoseRule[] {
  const form = (
    name: string,
    rows: Rows,
    complaint: string,
    broken: (jws: Jws) => boolean,
  ): JoseRule => ({
    id: `${layer.name}.jose.${name}`,
    ...demandedBy(rows),
    situation: layer.malformed,
    description: `the ${layer.noun} is not one that ${complaint}`,
    test: (input) => {
      const jws = layer.token(input);
      return jws !== null && broken(jws) ? `the ${layer.noun} ${complaint}` : null;
    },
  });
  const header = (flaw: JsonFlaw) => (jws: Jws) => jws.header.flaws.has(flaw);
  const payload = (flaw: JsonFlaw) => (jws: Jws) => jws.payload.flaws.has(flaw);
  return [
    form('parts', 'RFC7515-5.2-1', 'does not have three parts', (jws) => jws.parts !== 3),
    form('base64url', 'RFC7515-5.2-2', 'has characters outside base64url', (jws) => !jws.canonical),
    form('header-utf8', 'RFC8725-3.7-1', 'has a header that is not UTF-8', header('encoding')),
    form('header-json', 'RFC7515-5.2-3', 'has a header that is not a JSON object', (jws) =>
      ['not-object', 'trailing', 'bom', 'deep'].some((flaw) => header(flaw as JsonFlaw)(jws)),
    ),
    form('header-duplicates', 'RFC7515-4-1', 'repeats a header parameter', header('duplicate')),
    ...headerRules(layer, profile, form),
    form(
      'payload-utf8',
      ['RFC8725-3.7-1', 'RFC7519-7.2-2'],
      'has a payload that is not UTF-8',
      payload('encoding'),
    ),
    form('payload-bom', 'RFC7519-7.2-2', 'has a byte order mark', payload('bom')),
    form(
      'payload-json',
      'RFC7519-7.2-2',
      'has a payload that is not a JSON object',
      payload('not-object'),
    ),
    form(
      'payload-trailing',
      'RFC7515-10.12-1',
      'has text after its JSON object',
      payload('trailing'),
    ),
    form('payload-duplicates', 'RFC7519-4-1', 'repeats a claim', payload('duplicate')),
    form('payload-depth', 'RFC7519-7.2-1', 'nests too deeply', payload('deep')),
  ];
}

type Form = (
  name: string,
  rows: Rows,
  complaint: string,
  broken: (jws: Jws) => boolean,
) => JoseRule;

function headerRules(layer: Layer, profile: Profile, form: Form): readonly JoseRule[] {
  const onRequest = layer.name === 'request';
  const { algorithms } = onRequest ? profile.request : profile.ssa;
  const alg = (jws: Jws): string | null => headerText(jws, 'alg');
  const isNone = (jws: Jws): boolean => alg(jws)?.toLowerCase() === 'none';
  const isMisspelt = (jws: Jws): boolean => algorithms.includes(alg(jws)?.toUpperCase() ?? '');
  const isForeign = (jws: Jws): boolean => alg(jws) !== null && !isNone(jws) && !isMisspelt(jws);
  const has = (jws: Jws, names: readonly string[]): boolean =>
    names.some((name) => Object.hasOwn(jws.header.value, name));
  const embedded: readonly JoseRule[] = [
    form('no-embedded-key', 'OBUK-jws-3', 'has a key in its header', (jws) =>
      has(jws, ['jwk', 'x5c']),
    ),
    form('no-key-url', 'OBUK-jws-4', 'has a key location in its header', (jws) =>
      has(jws, ['jku', 'x5u']),
    ),
  ];
  return [
    form(
      'alg-present',
      'RFC7515-4.1.1-1',
      'does not name its algorithm',
      (jws) => alg(jws) === null,
    ),
    form('alg-none', onRequest ? 'FAPI1A-8.6-3' : 'RFC7591-2.3-1', 'is not signed', isNone),
    form(
      'alg-spelling',
      'RFC7515-4.1.1-2',
      'spells its algorithm in the wrong case',
      (jws) => isMisspelt(jws) && !algorithms.includes(alg(jws) ?? ''),
    ),
    form(
      'alg-allowed',
      onRequest ? 'FAPI1A-8.6-1' : 'OBUK-SSA-header-2',
      'is signed with an algorithm that is not allowed',
      isForeign,
    ),
    typeRule(layer, profile, form),
    form('crit', 'RFC7515-4.1.11-1', 'has critical extensions', (jws) => has(jws, ['crit'])),
    form(
      'b64',
      'RFC7515-4.1.11-1',
      'has an unencoded payload',
      (jws) => jws.header.value.b64 === false,
    ),
    form('not-nested', 'RFC7519-7.2-2', 'says that it holds another token', (jws) =>
      /^(application\/)?jwt$/i.test(headerText(jws, 'cty') ?? ''),
    ),
    form(
      'kid-type',
      'RFC7515-4.1.4-1',
      'has a kid that is not a string',
      (jws) => has(jws, ['kid']) && headerText(jws, 'kid') === null,
    ),
    form(
      'kid-safe',
      'RFC8725-3.10-1',
      'has a kid that is too long or has control characters',
      (jws) => {
        const kid = headerText(jws, 'kid') ?? '';
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
        return kid.length > 256 || /[\u0000-\u001f\u007f]/.test(kid);
      },
    ),
    ...(onRequest ? embedded : []),
  ];
}

function typeRule(layer: Layer, profile: Profile, form: Form): JoseRule {
  const typ = (jws: Jws): unknown => jws.header.value.typ;
  if (layer.name === 'ssa') {
    return form('typ', 'OBUK-SSA-header-1', 'is not of type JWT', (jws) => typ(jws) !== 'JWT');
  }
  return form('typ', 'RFC7519-5.1-1', 'is not of type JWT', (jws) => {
    const type = typ(jws);
    return type !== undefined && !profile.request.types.some((allowed) => allowed === type);
  });
}
