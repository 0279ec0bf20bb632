import { UsageError } from '../model/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import type { PayloadEdit } from '../model/options.ts';

interface Claims {
  readonly request: JsonObject;
  readonly ssa: JsonObject;
}

/**
 * `claims` with every edit of `--set` and `--unset` applied in order. Members of objects are named by dots.
 * Throws a UsageError when a path is not `request.<claim>` or `ssa.<claim>`.
 */
export function applyEdits(claims: Claims, edits: readonly PayloadEdit[]): Claims {
  const edited = { request: claims.request, ssa: claims.ssa };
  for (const { path, value } of edits) {
    const [part, ...names] = path.split('.');
    if ((part !== 'request' && part !== 'ssa') || names.length === 0 || names.includes('')) {
      throw new UsageError(
        `"${path}" is not the path of a claim`,
        'write request.<claim> or ssa.<claim>, such as --set request.scope=openid',
      );
    }
    edited[part] = edit(edited[part], names, value);
  }
  return edited;
}

function edit(object: JsonObject, names: readonly string[], value: Json | undefined): JsonObject {
  const [name = '', ...rest] = names;
  if (rest.length > 0) {
    const inner = object[name];
    return { ...object, [name]: edit(isJsonObject(inner) ? inner : {}, rest, value) };
  }
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _removed, ...others } = object;
  return others;
}
