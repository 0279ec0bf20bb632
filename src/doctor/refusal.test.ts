import { describe, expect, it } from 'vitest';
import { fixForRefusal } from './refusal.ts';
import { exchange } from './testing/exchange.ts';

describe('what to do about a refused registration', () => {
  it.each([
    ['invalid_client_metadata', 'aud is not this server', /--audience/],
    ['invalid_client_metadata', 'cannot read the JWKS of the software', /--jwks-base-url/],
    ['unapproved_software_statement', '', /trust keys\/directory\.jwks\.json/],
    ['invalid_software_statement', 'issuer is unknown', /trust keys\/directory\.jwks\.json/],
    ['invalid_redirect_uri', '', /redirect URIs/],
    ['invalid_client_metadata', 'scope accounts is not allowed', /a scope that the target has/],
    ['invalid_client_metadata', 'request has expired', /compare the clocks/],
    ['invalid_client_metadata', 'client certificate is unknown', /ca\/root\.pem/],
    ['server_error', '', /see what the answer says/],
  ])('%s: %s', (error, description, fix) => {
    const body = { error, error_description: description };
    expect(fixForRefusal(exchange({ status: 400, body }), true)).toMatch(fix);
  });

  it('is a credential after a 401', () => {
    expect(fixForRefusal(exchange({ status: 401 }), false)).toMatch(/--basic/);
  });
});
