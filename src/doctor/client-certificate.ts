import { X509Certificate } from 'node:crypto';
import { isDropped } from '../checks/no-answer.ts';
import type { TrustMaterial } from '../keys/trust-material.ts';
import type { LiveExchange } from '../wire/wire.ts';
import { explainAlert, TRUST_OURS } from './alerts.ts';
import { answerText, blamesCertificate } from './answer-text.ts';
import type { Pair } from './asking.ts';
import { day, days, oneLine, validity } from './names.ts';
import { about, type Row } from './row.ts';

/** Our own certificate: whose it is, and until when. */
export function ownCertificate(trust: Pick<TrustMaterial, 'client'>, now: number): Row {
  const certificate = new X509Certificate(trust.client.cert);
  const { ok, problem } = about('client-certificate', 'ours');
  const { to } = validity(certificate);
  const text = `${trust.client.subjectDn}, issued by ${oneLine(certificate.issuer)}, until ${day(to)}`;
  return to.getTime() > now
    ? ok(text)
    : problem(
        `expired ${days(now - to.getTime())} ago: ${text}`,
        'give a certificate that is valid with --transport-cert',
      );
}

function dropped(exchange: LiveExchange): string {
  const { message = 'no answer' } = exchange.failure ?? {};
  // The code of OpenSSL stands in brackets at the end.
  const code = /\(([A-Z][A-Z0-9_]+)\)$/.exec(message)?.[1] ?? null;
  return explainAlert(code, message).found;
}

const DENIED = new Set([400, 401, 403]);

/**
 * Whether a place wants a client certificate, by comparing its answers with and without ours. That a server asks for one
 * and does without cannot be seen from outside: `unknown`. Null where there is nothing to compare.
 */
export function compareCertificate({ url, without, withOurs }: Pair): Row | null {
  const { ok, note, unknown, problem } = about('client-certificate', url);
  if (withOurs === null) return null;
  if (without.response === null && withOurs.response === null) {
    if (!isDropped(without) || !isDropped(withOurs)) return null;
    return problem(
      `the connection ends with our certificate too: ${dropped(withOurs)}; without one: ${dropped(without)}`,
      TRUST_OURS,
    );
  }
  if (without.response === null) {
    return isDropped(without)
      ? ok(`required: without one the connection ends (${dropped(without)})`)
      : unknown(`an answer with ours, none without: ${answerText(without)}`);
  }
  if (withOurs.response === null) {
    return isDropped(withOurs)
      ? problem(`ours is refused: ${dropped(withOurs)}; without one there is an answer`, TRUST_OURS)
      : unknown(`an answer without one, none with ours: ${answerText(withOurs)}`);
  }
  const [bare, ours] = [without.response.status, withOurs.response.status];
  if (blamesCertificate(withOurs)) {
    return problem(
      `the application refuses ours: ${answerText(withOurs)}; without one ${answerText(without)}`,
      TRUST_OURS,
    );
  }
  if (bare === ours && answerText(without) === answerText(withOurs)) {
    return unknown(
      `not required: the same answer (${bare}) with and without; whether one is asked for all the same cannot be told`,
    );
  }
  if (DENIED.has(bare)) {
    return ok(
      `required by the application: without one ${answerText(without)}; with ours ${answerText(withOurs)}`,
    );
  }
  return note(
    `the answers differ: without one ${answerText(without)}; with ours ${answerText(withOurs)}`,
    DENIED.has(ours) ? TRUST_OURS : null,
  );
}
