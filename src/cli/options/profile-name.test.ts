import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseProfile } from './profile-name.ts';

const BANK = { extends: 'ob-uk-3.4', id: 'bank', title: 'Bank' };

let dir = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcr-profile-'));
  await writeFile(join(dir, 'bank.json'), JSON.stringify({ $schema: 'x', ...BANK }));
  await writeFile(join(dir, 'bank.yaml'), 'extends: ob-uk-3.4\nid: bank\ntitle: Bank\n');
  await writeFile(join(dir, 'broken.json'), '{"extends": "ob-uk-3.4",}');
  await writeFile(
    join(dir, 'odd.yaml'),
    'extends: ob-uk-3.4\nid: bank\nrequest: { format: xml }\n',
  );
});

afterAll(async () => {
  await rm(dir, { recursive: true });
});

describe('--profile', () => {
  it.each(['ob-uk-3.2', 'ob-uk-3.3', 'ob-uk-3.4'])('takes the built-in %s', async (id) => {
    expect(await chooseProfile([id], dir)).toMatchObject({ id });
  });

  it.each(['bank.json', 'bank.yaml', './bank.yaml'])('reads %s', async (file) => {
    expect(await chooseProfile([file], dir)).toMatchObject({
      id: 'bank',
      title: 'Bank',
      lineage: ['bank', 'ob-uk-3.4', 'ob-uk-3.3'],
    });
  });

  it.each([
    ['missing.yaml', 'profile missing.yaml cannot be read'],
    ['broken.json', 'broken.json cannot be parsed'],
    ['odd.yaml', 'odd.yaml: request.format'],
    ['bank', 'unknown profile bank'],
  ])('refuses %s in one line', async (name, message) => {
    await expect(chooseProfile([name], dir)).rejects.toThrow(message);
  });
});
