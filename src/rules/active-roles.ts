import { isJsonObject, type JsonObject } from '../model/json.ts';

/** Where a statement of Open Finance Brasil lists its roles with their status (DCR 7.2). */
export const ROLES = 'software_statement_roles';

/** Names of the active roles in the list of `ssaClaims`; null where the statement has no such list. */
export function activeRoles({ [ROLES]: roles }: JsonObject): readonly string[] | null {
  if (!Array.isArray(roles)) return null;
  const entries: readonly unknown[] = roles;
  return entries.flatMap((entry) => {
    const { role, status } = isJsonObject(entry) ? entry : {};
    return typeof role === 'string' && status === 'Active' ? [role] : [];
  });
}
