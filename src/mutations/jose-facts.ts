import type { Edit, Layer } from './edits.ts';
import { LAYERS } from './layers.ts';
import { claims, type Facts, type Stimulus } from './stimulus.ts';

/** Facts of a JOSE attack on one layer; on the algorithm unless `facts` say otherwise. */
export function jose(layer: Layer, slug: string, title: string, facts: Partial<Facts>) {
  return {
    id: `${layer}.jose.${slug}`,
    title: `${LAYERS[layer].noun} ${title}`,
    path: `${layer}.header.alg + ${layer}.signature`,
    area: 'algorithms',
    situation: LAYERS[layer].signature,
    ...facts,
  } as const satisfies Facts;
}

/** A stimulus in the JOSE header of one layer. */
export function header(
  layer: Layer,
  slug: string,
  title: string,
  facts: Partial<Facts>,
  edit: Edit,
): Stimulus {
  return claims(
    {
      id: `${layer}.jose.${slug}`,
      title: `${LAYERS[layer].noun} ${title}`,
      path: `${layer}.header`,
      area: 'signatures',
      situation: LAYERS[layer].malformed,
      ...facts,
    },
    edit,
  );
}
