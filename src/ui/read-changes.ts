import { UsageError } from '../model/errors.ts';
import type { PayloadEdit } from '../model/options.ts';
import { asJson } from './value-editor.ts';

/** Changes of claims, one a line: `request.scope=openid` sets, `request.exp` takes away. Throws a UsageError for what names no claim. */
export function readChanges(text: string): readonly PayloadEdit[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.flatMap((line): readonly PayloadEdit[] => {
    if (line === '') return [];
    const equals = line.indexOf('=');
    const path = equals === -1 ? line : line.slice(0, equals).trim();
    if (!/^(request|ssa)\.[^\s]+$/.test(path))
      throw new UsageError(
        `${line} names no claim`,
        'begin with request. or ssa., such as request.scope',
      );
    return [equals === -1 ? { path } : { path, value: asJson(line.slice(equals + 1).trim()) }];
  });
}
