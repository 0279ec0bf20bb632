import { expect, it } from 'vitest';
import { REQUIREMENTS } from '../requirements/index.ts';
import { ROW, UK_ROW } from './rows.ts';

it('every row that a check cites is in the catalogue', () => {
  const cited = [...Object.values(ROW), ...Object.values(UK_ROW)];
  expect(cited.filter((id) => !(id in REQUIREMENTS))).toEqual([]);
});
