import { type Profile, registersOpenly } from '../../model/profile.ts';

type Where = (profile: Profile) => boolean;

/** Where more than RFC 7591 is said: what was asked for is not replaced or ignored as a server likes. */
export function isClosed(profile: Profile): boolean {
  return !registersOpenly(profile);
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
