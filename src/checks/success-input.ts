import type { SuccessInput } from '../model/check.ts';
import type { JsonObject } from '../model/json.ts';

/** A success answer with its body parsed. */
export interface RecordInput extends SuccessInput {
  readonly record: JsonObject;
}
