import type { JsonObject } from '../model/json.ts';
import type { Profile } from '../model/profile.ts';

/** A family of directories, told by what their statements look like. */
export interface Ecosystem {
  readonly id: string;
  readonly title: string;
  readonly issuers: readonly string[];
  /** Claims that only its statements have. */
  readonly names: readonly string[];
  /** The profile that judges it unless another is said. */
  readonly profile: string;
}

const ECOSYSTEMS: readonly Ecosystem[] = [
  {
    id: 'ob-uk',
    title: 'Open Banking UK',
    issuers: ['OpenBanking Ltd'],
    names: [
      'software_client_id',
      'software_jwks_endpoint',
      'software_jwks_revoked_endpoint',
      'software_mode',
      'software_on_behalf_of_org',
      'org_contacts',
      'org_jwks_endpoint',
      'org_jwks_revoked_endpoint',
    ],
    profile: 'ob-uk-3.3',
  },
  {
    id: 'cdr-au',
    title: 'the Australian Consumer Data Right',
    issuers: ['cdr-register'],
    names: [
      'client_description',
      'legal_entity_id',
      'legal_entity_name',
      'recipient_base_uri',
      'revocation_uri',
    ],
    profile: 'cdr-au',
  },
  {
    id: 'obb-br',
    title: 'Open Finance Brasil',
    issuers: [
      'Open Banking Brasil prod SSA issuer',
      'Open Banking Brasil sandbox SSA issuer',
      'Open Banking Open Banking Brasil prod SSA issuer',
      'Open Banking Open Banking Brasil sandbox SSA issuer',
    ],
    names: [
      'org_number',
      'software_jwks_inactive_uri',
      'software_jwks_transport_uri',
      'software_jwks_transport_inactive_uri',
      'software_statement_roles',
    ],
    profile: 'obb-br',
  },
];

/** Where an issuer says who it is, that settles it; else two of its own claims have to be there. */
const ISSUER_WEIGHT = 10;
const LEAST = 2;

function best(issuers: readonly unknown[], names: readonly string[]): Ecosystem | null {
  const scored = ECOSYSTEMS.map((ecosystem) => {
    const known = ecosystem.issuers.some((issuer) => issuers.includes(issuer));
    const own = ecosystem.names.filter((name) => names.includes(name)).length;
    return { ecosystem, score: own + (known ? ISSUER_WEIGHT : 0) };
  });
  const [first] = scored.toSorted((a, b) => b.score - a.score);
  return first !== undefined && first.score >= LEAST ? first.ecosystem : null;
}

/** The ecosystem whose directory issued a statement with these claims; null where they do not tell. */
export function ecosystemOf(ssaClaims: JsonObject): Ecosystem | null {
  return best([ssaClaims.iss], Object.keys(ssaClaims));
}

const OF_PROFILES = new WeakMap<Profile, { readonly ecosystem: Ecosystem | null }>();

/** The ecosystem that `profile` is of; null for profiles that leave the directory open. */
export function ecosystemOfProfile(profile: Profile): Ecosystem | null {
  const known = OF_PROFILES.get(profile);
  if (known !== undefined) return known.ecosystem;
  const ecosystem = best(profile.ssa.issuers, Object.keys(profile.ssa.claims));
  OF_PROFILES.set(profile, { ecosystem });
  return ecosystem;
}
