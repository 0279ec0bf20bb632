import { type Profile, registersOpenly } from '../../model/profile.ts';

type Where = (profile: Profile) => boolean;

/** Where more than RFC 7591 is said: what was asked for is not replaced or ignored as a server likes. */
export function isClosed(profile: Profile): boolean {
  return !registersOpenly(profile);
}

/** Where a registration request is a JWT. */
export function isSigned({ request }: Profile): boolean {
  return request.format === 'jwt';
}

const closedOr =
  (where: Where): Where =>
  (profile) =>
    isClosed(profile) || where(profile);

/** Where records of the base draft have a member of that name, or every record has. */
export function isSeen(name: string): Where {
  return closedOr(
    ({ request, response }) =>
      name === 'software_statement' ||
      (Object.hasOwn(response.members, name) &&
        (!Object.hasOwn(request.claims, name) || Object.hasOwn(request.values, name))),
  );
}

/** Where a record without the member is no right one: else the server did not understand it (RFC 7591 2). */
export function isMissed(name: string): Where {
  // A statement leaves traces of its own where it is used.
  return closedOr(
    ({ response }) =>
      name === 'software_statement' ||
      (Object.hasOwn(response.members, name) && response.mayIgnore?.includes(name) !== true),
  );
}

/** True for the name of a claim of the statement that records show as it is called there. */
export function isOfStatement(name: string): boolean {
  return /^(org_|organisation_|software_)/.test(name) && name !== 'software_statement';
}
