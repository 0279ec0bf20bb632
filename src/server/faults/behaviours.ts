/** Ways in which the server can treat its state otherwise, mostly badly; all false in the intact server. */
export interface Behaviours {
  /** DELETE answers 204 and keeps the client. */
  readonly deleteKeepsClient: boolean;
  /** Tokens outlive the client they were issued to. */
  readonly deleteKeepsTokens: boolean;
  /** DELETE ends the record, but the client can still authenticate at the token endpoint. */
  readonly deleteKeepsLogin: boolean;
  /** DELETE ends the record, but the authorization endpoint still knows the client. */
  readonly deleteKeepsAuthorization: boolean;
  /** DELETE takes all clients of the organisation. */
  readonly deleteTakesNeighbours: boolean;
  /** PUT answers with what was asked for, whatever was stored. */
  readonly updateShowsWish: boolean;
  /** PUT ends the client's access tokens. */
  readonly updateRevokesTokens: boolean;
  /** POST stores what it refuses. */
  readonly refusedRegistrationStored: boolean;
  /** A token used on an unknown client stays valid. */
  readonly misusedTokenSurvives: boolean;
  /** The token endpoint believes a client_id. */
  readonly tokenWithoutAuthentication: boolean;
  /** The token endpoint takes any client_secret. */
  readonly tokenByAnySecret: boolean;
  /** The token endpoint grants whatever scope is asked for. */
  readonly tokenScopeUnchecked: boolean;
  /** The token endpoint knows a registered certificate subject in the order of RFC 4514 only. */
  readonly subjectInOneOrder: boolean;
  /** The token endpoint compares the values of a registered certificate subject as texts. */
  readonly subjectAsSpelt: boolean;
  /** Access tokens are bound to no certificate. */
  readonly tokensUnbound: boolean;
  /** A new token ends those that the client had before; this one is legal. */
  readonly newestTokenOnly: boolean;
  /** A read or update gives the client another registration access token (RFC 7592 5); this one is legal. */
  readonly registrationTokenRotates: boolean;
  /** The registration access token from before a rotation still works. */
  readonly oldTokenSurvives: boolean;
  /** A registration in plain JSON is taken where a signed one is asked for. */
  readonly plainJsonTaken: boolean;
  /** Introspection tells every client about every token. */
  readonly introspectionForAll: boolean;
  /** Revocation answers 200 and revokes nothing. */
  readonly revocationIgnored: boolean;
}

export const RIGHT: Behaviours = {
  deleteKeepsClient: false,
  deleteKeepsTokens: false,
  deleteKeepsLogin: false,
  deleteKeepsAuthorization: false,
  deleteTakesNeighbours: false,
  updateShowsWish: false,
  updateRevokesTokens: false,
  refusedRegistrationStored: false,
  misusedTokenSurvives: false,
  tokenWithoutAuthentication: false,
  tokenByAnySecret: false,
  tokenScopeUnchecked: false,
  subjectInOneOrder: false,
  subjectAsSpelt: false,
  tokensUnbound: false,
  newestTokenOnly: false,
  registrationTokenRotates: false,
  oldTokenSurvives: false,
  plainJsonTaken: false,
  introspectionForAll: false,
  revocationIgnored: false,
};
