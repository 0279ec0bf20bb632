// biome-ignore lint/style/noRestrictedImports: for tests only, which run in Node
import { readdirSync, readFileSync } from 'node:fs';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

export type VectorResult = 'valid' | 'invalid' | 'acceptable';

/** One vector as fixtures/vectors/README.md describes it; the input members depend on the kind of its file. */
export interface Vector {
  readonly id: string;
  readonly comment: string;
  readonly clause: { readonly requirement?: string; readonly spec?: string };
  readonly patch?: readonly PatchOperation[];
  readonly result: VectorResult;
  readonly breaks?: readonly string[];
  /** request, ssa */
  readonly jwt?: string;
  readonly softwareKeys?: string;
  readonly directoryKeys?: string;
  /** response, error */
  readonly raw?: string;
  /** jws */
  readonly jws?: string;
  readonly keys?: string;
  readonly algorithms?: readonly string[];
  readonly jwks?: Json;
}

export interface VectorFile {
  readonly kind: 'request' | 'ssa' | 'response' | 'error' | 'jws' | 'jwks';
  readonly profile: string | null;
  readonly title: string;
  readonly now?: number;
  readonly keys?: Readonly<Record<string, { readonly keys: readonly JsonObject[] }>>;
  readonly base?: JsonObject;
  readonly vectors: readonly Vector[];
}

export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: Json;
}

const FOLDER = new URL('../../../fixtures/vectors/', import.meta.url);

/** The schema of a vector file. */
export function vectorSchema(): JsonObject {
  return JSON.parse(readFileSync(new URL('schema.json', FOLDER), 'utf8')) as JsonObject;
}

/** The text of a vector file. */
export function vectorText(name: string): string {
  return readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
}

/** Every vector file by its name without ending, in the order of names. */
export function vectorFiles(): ReadonlyMap<string, VectorFile> {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json') && name !== 'schema.json')
    .toSorted();
  return new Map(
    names.map((name) => [
      name.replace(/\.json$/, ''),
      JSON.parse(vectorText(name.replace(/\.json$/, ''))) as VectorFile,
    ]),
  );
}

/** The input of `vector`: the base of its file with its patch applied. Throws where an operation finds nothing to act on. */
export function vectorInput(file: VectorFile, vector: Vector): JsonObject {
  return (vector.patch ?? []).reduce<Json>(applyOperation, file.base ?? {}) as JsonObject;
}

/** RFC 6902 add, replace and remove, without changing `document`. */
function applyOperation(document: Json, operation: PatchOperation): Json {
  const steps = operation.path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return edited(document, steps, operation);
}

function edited(node: Json, steps: readonly string[], operation: PatchOperation): Json {
  const [step = '', ...rest] = steps;
  if (Array.isArray(node)) {
    const items: Json[] = [...node];
    const index = step === '-' ? items.length : Number(step);
    if (rest.length > 0) items[index] = edited(found(items[index], operation), rest, operation);
    else if (operation.op === 'add') items.splice(index, 0, given(operation));
    else {
      found(items[index], operation);
      items.splice(index, 1, ...(operation.op === 'remove' ? [] : [given(operation)]));
    }
    return items;
  }
  if (!isJsonObject(node)) throw new Error(`nothing at ${operation.path}`);
  if (rest.length > 0) {
    return { ...node, [step]: edited(found(node[step], operation), rest, operation) };
  }
  if (operation.op !== 'add') found(node[step], operation);
  if (operation.op !== 'remove') return { ...node, [step]: given(operation) };
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== step));
}

function found(value: Json | undefined, operation: PatchOperation): Json {
  if (value === undefined) throw new Error(`nothing to ${operation.op} at ${operation.path}`);
  return value;
}

function given(operation: PatchOperation): Json {
  if (operation.value === undefined) throw new Error(`no value to ${operation.op}`);
  return operation.value;
}
