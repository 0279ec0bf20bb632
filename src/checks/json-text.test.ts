import { expect, it } from 'vitest';
import { duplicateMembers } from './json-text.ts';

it.each([
  ['{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}', []],
  ['{"a":1,"a":2}', ['a']],
  ['{"x":{"b":1,"c":"}","b":2}}', ['b']],
  ['{"a":"\\"a\\":1, {","b":"a"}', []],
  ['{"a":["a","a"],"\\u0061":1}', ['a']],
])('the names that %s holds twice in one object', (text, names) => {
  expect(duplicateMembers(text)).toEqual(names);
});
