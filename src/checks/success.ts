import type { SuccessInput } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { parseObject } from './json-text.ts';
import { additionalFindings } from './success-additional.ts';
import { echoFindings } from './success-echo.ts';
import { httpFindings } from './success-http.ts';
import { managementFindings } from './success-management.ts';
import { memberFindings } from './success-members.ts';
import { redirectFindings } from './success-redirects.ts';
import { scopeFindings } from './success-scope.ts';
import { secretFindings } from './success-secrets.ts';
import { statementFindings } from './success-statement.ts';

/**
 * Judges the answer to a registration, read or update that should have returned the client record
 * (RFC 7591 3.2.1, RFC 7592 3): status, media type, body, caching, every member, and the echo of what was sent.
 *
 * @returns one finding per deviation and one pass per check without any; only the HTTP findings when there is no record to look at.
 */
export function successFindings(input: SuccessInput): Finding[] {
  const http = httpFindings(input);
  const status = input.exchange.response?.status ?? 0;
  const record = parseObject(input.exchange.response?.body);
  if (status < 200 || status > 299 || record === null) return http;
  const seen = { ...input, record };
  return [
    ...http,
    ...memberFindings(seen),
    ...echoFindings(seen),
    ...redirectFindings(seen),
    ...scopeFindings(seen),
    ...statementFindings(seen),
    ...additionalFindings(seen),
    ...secretFindings(seen),
    ...managementFindings(seen),
  ];
}
