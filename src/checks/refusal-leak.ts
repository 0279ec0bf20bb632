import type { RefusalInput } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { isJsonObject, type Json, readJson } from '../model/json.ts';
import { present } from './compare.ts';
import { judge } from './judge.ts';
import { mediaType } from './media-type.ts';
import { ROW, rowOr, UK_ROW } from './rows.ts';
import { listed } from './shown.ts';

const CREDENTIALS = ['client_secret', 'registration_access_token', 'access_token', 'refresh_token'];

function namesIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(namesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    ...(present(member) ? [name] : []),
    ...namesIn(member),
  ]);
}

/** A refusal gives away no client and no credential, and does not serve the request back as a web page. */
export function leakFindings(input: RefusalInput): Finding[] {
  const { exchange, profile, weigh } = input;
  const body = exchange.response?.body ?? '';
  const names = namesIn(readJson(body));
  const credentials = CREDENTIALS.filter((name) => names.includes(name));
  const leak = {
    check: 'refusal.leak',
    requirement: rowOr(profile, UK_ROW.errorStructure, ROW.errorBody),
    expected: 'no client_id and no credential',
    message: 'The refusal gives nothing away.',
  };
  const found = [...(names.includes('client_id') ? ['client_id'] : []), ...credentials];
  const reflection = {
    check: 'refusal.reflection',
    requirement: ROW.errorBody,
    expected: 'no input served back as a web page',
    message: 'No input comes back as a web page.',
  };
  const sent = exchange.request.body ?? '';
  const page =
    mediaType(exchange) === 'text/html' || mediaType(exchange) === 'application/xhtml+xml';
  const reflected = page && sent.length > 40 && body.includes(sent);
  return [
    ...judge(
      leak,
      weigh,
      found.length === 0
        ? []
        : [
            {
              ...leak,
              ...(credentials.length > 0 ? { verdict: 'fail' as const } : {}),
              actual: listed(found),
              message: 'The refusal names a client or a credential, as a success would.',
            },
          ],
    ),
    ...judge(
      reflection,
      weigh,
      reflected
        ? [
            {
              ...reflection,
              actual: 'the request inside text/html',
              message: 'The request comes back as a web page.',
            },
          ]
        : [],
    ),
  ];
}
