import { sameDn } from '../rules/distinguished-name.ts';
import type { Rule } from '../rules/rule.ts';
import type { Client } from './client-store.ts';
import type { PeerCertificate } from './peer-certificate.ts';

/** A client that authenticates by its certificate (RFC 8705 2.1). */
export interface TlsAuthInput {
  readonly client: Client;
  readonly certificate: PeerCertificate | null;
}

export const tlsAuthRules: readonly Rule<TlsAuthInput>[] = [
  {
    id: 'tls-auth.subject',
    requirement: 'RFC8705-2.1-1',
    situation: 'client-assertion',
    description: 'the subject of the certificate is the registered one',
    test: ({ client, certificate }) => {
      const registered = client.metadata.tls_client_auth_subject_dn;
      const same =
        certificate !== null &&
        typeof registered === 'string' &&
        sameDn(registered, certificate.subjectDn);
      return same ? null : 'the client certificate is not the registered one';
    },
  },
];
