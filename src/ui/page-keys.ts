import type { TrustKey, TrustMaterial } from '../keys/trust-material.ts';
import type { KeyName } from '../model/keys.ts';
import { keyPair, signWith } from './web-crypto.ts';

/** Keys that live as long as the page. */
const BASE = [
  'directory',
  'directory-ec',
  'tpp-signing',
  'tpp-signing-ec',
  'tpp-transport',
] as const;

/** Of the fictitious organisation that the software statements speak of. */
const ORGANISATION = { orgId: '0015800001EXAMPLE', orgName: 'Example TPP Ltd' };

/** A key that was asked for and is still to be made: the work is tried again with it. */
class NotYetMade extends Error {
  readonly key: KeyName;

  constructor(key: KeyName) {
    super(`${key} is still to be made`);
    this.key = key;
  }
}

const NO_CLIENT = {
  key: '',
  cert: '',
  subjectDn: `CN=${ORGANISATION.orgId},O=${ORGANISATION.orgName},C=GB`,
};

/** Trust material of the page, and how to work with it. */
export interface PageKeys {
  readonly trust: TrustMaterial;
  /** Does `work`, which may ask `trust` for any key; each is made when it is asked for. */
  with<T>(work: (trust: TrustMaterial) => Promise<T>): Promise<T>;
}

async function make(): Promise<PageKeys> {
  const made = new Map<KeyName, TrustKey>();
  const add = async (name: KeyName): Promise<void> => {
    made.set(name, await keyPair(name));
  };
  await Promise.all(BASE.map(add));
  const key = (name: KeyName): TrustKey => {
    const known = made.get(name);
    if (known === undefined) throw new NotYetMade(name);
    return known;
  };
  const set = (...names: readonly KeyName[]) => ({
    keys: names.map((name) => key(name).publicJwk),
  });
  const trust: TrustMaterial = {
    dir: '',
    createdNow: true,
    key,
    sign: (spec, input) => signWith(key(spec.key), spec, input),
    directoryJwks: set('directory', 'directory-ec'),
    softwareJwks: set('tpp-signing', 'tpp-signing-ec', 'tpp-transport'),
    organisation: ORGANISATION,
    ca: '',
    server: { key: '', cert: '' },
    client: NO_CLIENT,
    rogueClient: NO_CLIENT,
    strangers: null,
  };
  const work = async <T>(task: (trust: TrustMaterial) => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        return await task(trust);
      } catch (error) {
        if (!(error instanceof NotYetMade)) throw error;
        await add(error.key);
      }
    }
  };
  return { trust, with: work };
}

let keys: Promise<PageKeys> | null = null;

/** The keys of this page, made when somebody first needs one. */
export function pageKeys(): Promise<PageKeys> {
  keys ??= make();
  return keys;
}
