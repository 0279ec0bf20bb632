import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import type { ManifestEntry } from './manifest.ts';
import { findStrangers, findTrustSet } from './store.ts';

/** A thing to do with the keys, and the lines that do it. */
export interface HowTo {
  readonly title: string;
  readonly lines: readonly string[];
}

export interface KeysDescription {
  readonly createdAt: string;
  readonly expiresAt: string;
  /** What each file is, in layout order; paths are relative to the keys folder. */
  readonly files: readonly ManifestEntry[];
  readonly howTo: readonly HowTo[];
}

const WSO2_STORE = 'repository/resources/security/client-truststore.jks';

/**
 * What is in the keys folder `dir` and how a target comes to trust it. No private key is in the answer.
 * Throws a UsageError when there is no set, or it is incomplete or damaged.
 */
export async function describe(dir: string): Promise<KeysDescription> {
  const set = await findTrustSet(dir);
  if (set === null) {
    throw new UsageError(`there are no keys in ${dir}`, 'make them: dcr-conformance keys');
  }
  const { createdAt, expiresAt, password } = set.manifest;
  const strangers = await findStrangers(dir, set);
  const files = [...set.manifest.files, ...(strangers?.manifest.files ?? [])];
  return { createdAt, expiresAt, files, howTo: howTo(dir, password) };
}

function howTo(dir: string, password: string): readonly HowTo[] {
  const path = (name: string): string => shellWord(join(dir, name));
  return [
    {
      title: 'Software statements: have the target verify those of issuer "OpenBanking Ltd" with',
      lines: [path('directory.jwks.json')],
    },
    {
      title: 'mTLS, PEM: have the target trust client certificates under',
      lines: [path('ca/root.pem'), path('ca/issuing.pem')],
    },
    {
      title: `mTLS, Java: a ready trust store (PKCS#12, password ${password})`,
      lines: [`keytool -list -keystore ${path('ca/truststore.p12')} -storepass ${password}`],
    },
    {
      title: 'mTLS, WSO2 Identity Server and API Manager (restart both after)',
      lines: ['IS_HOME', 'APIM_HOME'].flatMap((home) =>
        ['root', 'issuing'].map((ca) =>
          [
            `keytool -import -noprompt -alias dcr-conformance-${ca} -file ${path(`ca/${ca}.pem`)}`,
            `-storetype JKS -keystore "$${home}/${WSO2_STORE}" -storepass wso2carbon`,
          ].join(' '),
        ),
      ),
    },
    {
      title: 'The reference server over HTTPS: trust it with',
      lines: [`curl --cacert ${path('ca/root.pem')} …`],
    },
  ];
}

/** `text` as one word of a POSIX shell. */
function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
