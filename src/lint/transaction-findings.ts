import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { CLOCK_SKEW } from '../rules/time-rules.ts';
import { rowsOf } from './rows.ts';
import { shownTime, shownValue } from './shown-value.ts';
import { pointerOf } from './text/json-place.ts';
import type { Token } from './token.ts';
import type { Transaction } from './transaction.ts';

/** Seconds of the year 5138: what is beyond was meant in milliseconds, and is for another finding. */
const MILLISECONDS = 100_000_000_000;

function time(token: Token | null, claim: string): number | null {
  const value = token?.claims[claim];
  return typeof value === 'number' && value < MILLISECONDS ? value : null;
}

/** client_id_issued_at in seconds, also where it is the text of a number: its type is for another finding. */
export function issuedAt({ answer }: Transaction): number | null {
  const value = answer?.record?.client_id_issued_at;
  if (typeof value === 'number') return value < MILLISECONDS ? value : null;
  return typeof value === 'string' && /^\d{9,10}$/.test(value) ? Number(value) : null;
}

/** An answer that may be one to a read or an update shows when the client was made, which was before. */
function mayBeLater({ answer }: Transaction): boolean {
  if (answer === null) return true;
  const method = answer.method?.toUpperCase();
  return (
    method === 'POST' || answer.status === 201 || (answer.status === null && method === undefined)
  );
}

/** Times of the parts that contradict each other. */
function timeFindings(transaction: Transaction, profile: Profile): readonly Found[] {
  const { request, ssa } = transaction;
  const iat = time(request, 'iat');
  const exp = time(request, 'exp');
  const stated = time(ssa, 'iat');
  const issued = issuedAt(transaction);
  const found: Found[] = [];
  if (iat !== null && stated !== null && stated > iat + CLOCK_SKEW) {
    found.push({
      id: 'transaction.ssa-after-request',
      severity: 'info',
      document: 'request',
      pointer: '/iat',
      requirements: rowsOf(profile, 'OBUK-iat-1'),
      message: 'The request says that it was issued before the software statement that it carries.',
      expected: `after ${shownTime(stated)}, the iat of the statement`,
      actual: shownTime(iat),
      fix: 'Set iat to the time of signing, each time anew.',
      situation: null,
    });
  }
  if (iat !== null && exp !== null && exp <= iat) {
    found.push({
      id: 'request.time.order',
      severity: 'warning',
      document: 'request',
      pointer: '/exp',
      requirements: rowsOf(profile, 'OBUK-exp-1', 'RFC7519-4.1.4-1'),
      message: 'The request expires before it is issued.',
      expected: `after ${shownTime(iat)}, its iat`,
      actual: shownTime(exp),
      fix: 'Set exp to a few minutes after iat.',
      situation: 'request-claims',
    });
  }
  if (issued === null || !mayBeLater(transaction)) return found;
  const about = {
    document: 'response',
    pointer: '/client_id_issued_at',
    actual: shownTime(issued),
    situation: null,
  } as const;
  if (iat !== null && issued < iat - CLOCK_SKEW) {
    found.push({
      ...about,
      id: 'transaction.answer-before-request',
      severity: transaction.answer?.status === 201 ? 'warning' : 'info',
      requirements: rowsOf(profile, 'RFC7591-3.2.1-6'),
      message: 'The client was issued before the request for it.',
      expected: `after ${shownTime(iat)}, the iat of the request`,
      fix: 'Compare the answer to this very request; else a clock is wrong.',
    });
  }
  if (exp !== null && issued > exp + CLOCK_SKEW) {
    found.push({
      ...about,
      id: 'transaction.answer-after-expiry',
      severity: transaction.answer?.status === 201 ? 'warning' : 'info',
      requirements: rowsOf(profile, 'OBUK-exp-1', 'RFC7519-4.1.4-1'),
      message: 'The client was issued when the request had expired.',
      expected: `before ${shownTime(exp)}, the exp of the request`,
      fix: 'Compare the answer to this very request; else the bank does not look at exp.',
    });
  }
  return found;
}

/** A statement that was given by itself is not the one in the request. */
function otherStatement(
  { request, givenSsa, ssa }: Transaction,
  profile: Profile,
): readonly Found[] {
  if (request === null || givenSsa === null || ssa === null) return [];
  const { softwareId } = profile.ssa.names;
  const theirs = givenSsa.claims[softwareId];
  const ours = ssa.claims[softwareId];
  const same = theirs === ours;
  return [
    {
      id: 'transaction.other-statement',
      severity: 'warning',
      document: 'request',
      pointer: '/software_statement',
      requirements: [],
      message: `The request carries another software statement than the one that was given${same ? '' : ', of another software'}.`,
      expected: `the statement that was given: ${softwareId} ${shownValue(softwareId, theirs)}, iat ${shownValue('iat', givenSsa.claims.iat)}`,
      actual: `${softwareId} ${shownValue(softwareId, ours)}, iat ${shownValue('iat', ssa.claims.iat)}`,
      fix: 'Put the statement into the request that it is meant to carry; the one inside is what the bank sees.',
      situation: null,
    },
  ];
}

/** The form that the request's dictionary gives to software_id binds iss, which has to be equal to it. */
function softwareIdForm({ ssa }: Transaction, profile: Profile): readonly Found[] {
  const { softwareId } = profile.ssa.names;
  const value = ssa?.claims[softwareId];
  const { pattern, clauses } = profile.request.claims.software_id ?? {};
  if (typeof value !== 'string' || value === '' || pattern === undefined) return [];
  if (new RegExp(pattern).test(value)) return [];
  return [
    {
      id: 'ssa.software-id.form',
      severity: 'info',
      document: 'ssa',
      pointer: pointerOf(softwareId),
      requirements: clauses?.value === undefined ? [] : [clauses.value],
      message:
        'The software_id of the statement does not have the form that the request has to repeat: an iss that equals it is out of form as well.',
      expected: pattern,
      actual: shownValue(softwareId, value),
      fix: 'Ask the bank whether it takes such ids; else the directory has to issue another.',
      situation: null,
    },
  ];
}

/** What shows only when the parts are laid side by side. */
export function transactionFindings(transaction: Transaction, profile: Profile): readonly Found[] {
  return [
    ...timeFindings(transaction, profile),
    ...otherStatement(transaction, profile),
    ...softwareIdForm(transaction, profile),
  ];
}
