import type { Flow } from '../../model/flow.ts';
import type { TlsIdentity } from '../../model/keys.ts';

/** A client certificate that is not the software's, or none. */
export interface Stranger {
  readonly identity: Exclude<TlsIdentity, 'tpp' | 'tpp-old-tls' | 'tpp-weak-ciphers'>;
  readonly slug: string;
  readonly title: string;
}

/** Who no server may take for an authenticated peer. */
const UNTRUSTED: readonly Stranger[] = [
  {
    identity: 'none',
    slug: 'without-certificate',
    title: 'without a client certificate',
  },
  {
    identity: 'rogue',
    slug: 'rogue-certificate',
    title: 'with a certificate of an authority nobody trusts',
  },
];

const EXPIRED: Stranger = {
  identity: 'expired',
  slug: 'expired-certificate',
  title: 'with a certificate that has expired',
};

const OTHER: Stranger = {
  identity: 'other',
  slug: 'other-software-certificate',
  title: 'with the certificate of another software',
};

const UNLISTED: Stranger = {
  identity: 'unlisted',
  slug: 'unlisted-certificate',
  title: 'with a certificate of its own whose key is not in its key set',
};

export const STRANGERS = {
  untrusted: UNTRUSTED,
  expired: EXPIRED,
  other: OTHER,
  unlisted: UNLISTED,
};

/** Those of `strangers` whom the run can be: our own CA has to have issued the certificate of the software. */
export function possible(flow: Flow, strangers: readonly Stranger[]): readonly Stranger[] {
  const all = flow.target.capabilities.has('strangers');
  return strangers.filter((stranger) => all || UNTRUSTED.includes(stranger));
}
