import type { OptionSpec } from '../spec.ts';

/** Texts for every kind of value, three each, so that flag, environment and file can differ. */
const TEXTS: readonly (readonly [string, string, string])[] = [
  ['https://a.example', 'https://b.example', 'https://c.example'],
  ['https://a.example=a.jwks', 'https://b.example=b.jwks', 'https://c.example=c.jwks'],
  ['X-A: 1', 'X-B: 2', 'X-C: 3'],
  ['request.a', 'request.b', 'request.c'],
  ['request.a=1', 'request.b=2', 'request.c=3'],
  ['127.0.0.1:1', '127.0.0.1:2', '127.0.0.1:3'],
  ['bank.example:1:127.0.0.1', 'bank.example:2:127.0.0.1', 'bank.example:3:127.0.0.1'],
  ['1/3', '2/3', '3/3'],
  ['1', '2', '3'],
  ['a', 'b', 'c'],
  ['a:1', 'b:2', 'c:3'],
];

function parses(spec: OptionSpec, text: string): boolean {
  if (spec.form === 'flag') return false;
  try {
    spec.kind.parse(text, '');
    return true;
  } catch {
    return false;
  }
}

/** Three texts that the option takes; of a choice with less than three, some twice. Throws when none of ours fits. */
export function textsFor(name: string, spec: OptionSpec): readonly [string, string, string] {
  if (spec.form === 'flag') return ['1', '0', '1'];
  const choices = spec.kind.schema?.enum;
  if (Array.isArray(choices)) {
    const at = (index: number) => String(choices[index % choices.length]);
    return [at(0), at(1), at(2)];
  }
  const found = TEXTS.find((texts) => texts.every((text) => parses(spec, text)));
  if (found === undefined) throw new Error(`no texts here are values of --${name}`);
  return found;
}
