import { issueCertificate } from './certificates.ts';
import type { SubjectAttribute } from './distinguished-name.ts';
import { makePrivateKeys } from './key-pairs.ts';
import { STRANGERS, type TrustFiles, type TrustPath } from './layout.ts';
import { ISSUING_CA_SUBJECT, OTHER_SUBJECT, TPP_SUBJECT } from './organisation.ts';
import type { TrustSet } from './trust-set.ts';

const DAY_MS = 86_400_000;

/**
 * Makes the strangers of the set whose main part is `main`: certificates by its issuing CA, which end with the others of
 * the set, and keys. `now` is in milliseconds since the epoch.
 */
export async function makeStrangers(main: TrustSet, now: number): Promise<TrustFiles> {
  const text = (path: TrustPath): string => main.files.get(path)?.toString() ?? '';
  const keys = await makePrivateKeys(STRANGERS);
  const issuer = { subject: ISSUING_CA_SUBJECT, key: text('ca/issuing.key.pem') };
  const certify = (
    subject: readonly SubjectAttribute[],
    key: string,
    [notBefore, notAfter]: readonly [Date, Date],
  ): string =>
    issueCertificate({ use: 'tls-client', subject, key, issuer, notBefore, notAfter }) +
    text('ca/issuing.pem');
  const good = [new Date(now - DAY_MS), new Date(main.manifest.expiresAt)] as const;
  const past = [new Date(now - 30 * DAY_MS), new Date(now - DAY_MS)] as const;
  const ownKey = (path: TrustPath): string => keys.get(path) ?? '';
  const texts = new Map<TrustPath, string>([
    ...keys,
    ['strangers/expired.pem', certify(TPP_SUBJECT, text('tpp/transport.key.pem'), past)],
    ['strangers/other.pem', certify(OTHER_SUBJECT, ownKey('strangers/other.key.pem'), good)],
    ['strangers/unlisted.pem', certify(TPP_SUBJECT, ownKey('strangers/unlisted.key.pem'), good)],
  ]);
  return new Map([...texts].map(([path, content]) => [path, Buffer.from(content)]));
}
