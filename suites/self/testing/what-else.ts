import type { Stimulus } from '../../../src/mutations/index.ts';
import type { Judged } from './judge-by-rules.ts';

type Layer = 'request' | 'ssa';

/**
 * Rules whose violation takes the ground from others: what cannot be read cannot be judged. The rules go on all the
 * same, so that each is tested by itself; a server stops at the first.
 */
const GROUND: readonly (readonly [
  rule: (layer: Layer) => RegExp,
  moot: (layer: Layer) => RegExp,
])[] = [
  // A body of another type or encoding is not read.
  [() => /^http\.media-type$/, () => /^(request|ssa)\./],
  // What has not three parts is no JWS.
  [(layer) => exactly(`${layer}.jose.parts`), (layer) => below(layer)],
  [(layer) => below(`${layer}.jose.header-(json|utf8)`), ofHeader],
  // A claim that a payload without claims cannot have, and text after what is no object.
  [
    (layer) => exactly(`${layer}.jose.payload-json`),
    (layer) => below(`${layer}.(claims|jose.payload-(trailing|depth))`),
  ],
  // No key verifies an algorithm that nobody knows, nor a signature that cannot be decoded.
  [
    (layer) => exactly(`${layer}.jose.(alg-(present|none|allowed)|base64url)`),
    (layer) => below(`${layer}.signature`),
  ],
];

function exactly(name: string): RegExp {
  return new RegExp(`^${name}$`);
}

function below(name: string): RegExp {
  return new RegExp(`^${name}(\\.|$)`);
}

function ofHeader(layer: Layer): RegExp {
  return below(`${layer}.(signature|key|jose.(alg-.*|typ|crit|b64|kid-.*))`);
}

function isMoot(id: string, broken: Judged['broken']): boolean {
  return GROUND.some(([rule, moot]) =>
    (['request', 'ssa'] as const).some(
      (layer) =>
        moot(layer).test(id) &&
        broken.some((other) => other.id !== id && rule(layer).test(other.id)),
    ),
  );
}

/** Rules that `judged` breaks and `mutation` neither names nor explains; empty where it breaks what it says. */
export function unexplained(mutation: Stimulus, { broken }: Judged): readonly string[] {
  const { breaks, touches, alsoBreaks } = mutation;
  const known = new Set<string>([
    ...breaks,
    ...(mutation.outcome === 'either' ? touches : []),
    ...(alsoBreaks?.rows ?? []),
  ]);
  return broken
    .filter(({ id, requirement }) => !known.has(requirement) && !isMoot(id, broken))
    .map(({ id, requirement }) => `${id} (${requirement})`);
}
