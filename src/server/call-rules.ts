import type { Profile } from '../model/profile.ts';
import { demandedBy, type Rule } from '../rules/rule.ts';
import { mediaType } from './body.ts';
import type { PeerCertificate } from './peer-certificate.ts';

/** What can be judged before the body is read. */
export interface CallInput {
  /** This server asks for client certificates. */
  readonly mtls: boolean;
  readonly certificate: PeerCertificate | null;
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
}

/** The peer is known by its certificate (DCR v3.3, authentication of POST /register). */
export const transportRules: readonly Rule<CallInput>[] = [
  {
    id: 'transport.certificate.present',
    requirement: 'OBUK-authentication-1',
    situation: 'no-certificate',
    description: 'a client certificate is presented',
    test: ({ mtls, certificate }) =>
      mtls && certificate === null ? 'a client certificate is required' : null,
  },
  {
    id: 'transport.certificate.trusted',
    requirement: 'OBUK-authentication-1',
    situation: 'no-certificate',
    description: 'the client certificate chains to a trusted authority',
    test: ({ mtls, certificate }) =>
      mtls && certificate?.trusted === false ? 'the client certificate is not trusted' : null,
  },
  {
    id: 'transport.certificate.current',
    requirement: 'OBUK-authentication-1',
    situation: 'no-certificate',
    description: 'the client certificate has not expired',
    test: ({ mtls, certificate }) =>
      mtls && certificate?.current === false ? 'the client certificate is not valid now' : null,
  },
];

/** The body is declared as a JWT and not compressed. */
export function mediaTypeRule(accepted: readonly string[]): Rule<CallInput> {
  return {
    id: 'http.media-type',
    ...demandedBy(['OBUK-jws-1', 'RFC7591-3-1']),
    situation: 'media-type',
    description: `the media type is ${accepted.join(' or ')}`,
    test: ({ contentType, contentEncoding = 'identity' }) => {
      if (contentEncoding.toLowerCase() !== 'identity') return 'compressed bodies are not read';
      return accepted.includes(mediaType(contentType))
        ? null
        : `the media type has to be ${accepted.join(' or ')}`;
    },
  };
}

/** What the server reads: of a profile with signed requests only the types that say so, unless there is no other. */
export function acceptedMediaTypes({ request }: Profile): readonly string[] {
  const { mediaTypes, format } = request;
  const signed = mediaTypes.filter((type) => type !== 'application/json');
  return format === 'jwt' && signed.length > 0 ? signed : mediaTypes;
}
