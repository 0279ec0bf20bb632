import type { RequirementOverride } from '../model/profile.ts';

const DOCS = 'https://openbankinguk.github.io/dcr-docs-pub';

/** The text of a version of Open Banking UK DCR. */
export function ukText(version: string): string {
  return `${DOCS}/v${version}/dynamic-client-registration.html`;
}

/** Where every version of Open Banking UK DCR departs from the catalogue. */
export function ukOverrides(version: string): readonly RequirementOverride[] {
  const url = ukText(version);
  return [
    {
      requirement: 'FAPI1A-5.2.2-5-1',
      whenBroken: 'warn',
      reason: `FAPI speaks of tokens for the data of users. The text of DCR v${version} asks for mutual TLS on POST only, and for a token alone on GET, PUT and DELETE.`,
      url: `${url}#authentication`,
    },
    {
      requirement: 'RFC7519-4.1.3-1',
      whenBroken: 'warn',
      reason: 'The data dictionary only says that a request with a foreign aud MAY be rejected.',
      url: `${url}#data-dictionary`,
    },
    {
      requirement: 'FAPI1A-5.2.2-14-1',
      whenBroken: 'warn',
      reason:
        'The UK enumeration of token_endpoint_auth_method still lists the secret-based methods.',
      url: `${url}#data-dictionary`,
    },
  ];
}
