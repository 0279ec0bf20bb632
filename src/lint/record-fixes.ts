/** What to do about a finding of the checks about a record, by the check. */
export const RECORD_FIXES: Readonly<Record<string, string>> = {
  'success.status':
    'The bank has to answer a registration with 201, and reads and updates with 200.',
  'success.media-type': 'The bank has to label the record as application/json.',
  'success.body': 'The bank has to answer with one JSON object.',
  'success.unique-members': 'The bank has to send every member once.',
  'success.caching': 'The bank has to send Cache-Control: no-store with a credential.',
  'success.members-present':
    'The bank has to return what it registered. Ask it which value is in force.',
  'success.members-legal':
    'The bank has to return a value of the profile. Ask it which one is in force.',
  'success.times':
    'The bank has to send times as JSON numbers of seconds. Until then convert before use.',
  'success.echo':
    'The bank has to return what it registered. Take the returned value as the one in force.',
  'success.consistent': 'Ask the bank to register the grant that the response types need.',
  'success.redirect-uris':
    'Do not use a redirect URI that you did not ask for; ask the bank what it registered.',
  'success.scope': 'Ask the bank what it registered; request no more than the roles permit.',
  'success.software-statement':
    'The bank has to return the statement byte by byte. Make sure that this is the answer to this request.',
  'success.ssa-members': 'The bank has to register what the statement attests.',
  'success.ssa-flattened':
    'The bank should show the claims of the statement at top level; read them from the statement meanwhile.',
  'success.one-key-source': 'The bank has to return jwks or jwks_uri.',
  'success.nothing-secret': 'Treat the credential as published: have it replaced.',
  'success.client-id-stable': 'Use the client_id of the registration.',
};
