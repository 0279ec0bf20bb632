import type { Found } from '../model/lint.ts';
import type { Profile } from '../model/profile.ts';
import { rowsOf } from './rows.ts';
import type { Token } from './token.ts';
import type { Transaction } from './transaction.ts';

/** Parts that could not be read, or only in part. */
function troubleFindings({ troubles }: Transaction): readonly Found[] {
  return troubles.map(({ id, offset, message, expected, actual, fix, harmless }) => ({
    id,
    severity: harmless ? 'warning' : 'error',
    document: 'request',
    pointer: '',
    requirements: [],
    message,
    expected,
    actual,
    fix,
    situation: null,
    offset,
  }));
}

function lineBreaks(token: Token | null, isSent: boolean, profile: Profile): readonly Found[] {
  if (token === null || token.brokenAt === null) return [];
  const noun = token.kind === 'request' ? 'registration request' : 'software statement';
  return [
    {
      id: `${token.kind}.jose.line-breaks`,
      severity: isSent ? 'error' : 'warning',
      document: token.kind,
      pointer: '',
      requirements: rowsOf(profile, 'RFC7515-5.2-2'),
      message: isSent
        ? `The ${noun} would be sent with line breaks or spaces inside; it was judged without them.`
        : `The ${noun} stands here with line breaks or spaces inside; it was judged without them. If it was sent so, that is a defect.`,
      expected: 'one line of base64url and two periods',
      actual: 'line breaks or spaces inside',
      fix: 'Send the token in one line.',
      situation: token.kind === 'request' ? 'request-malformed' : 'ssa-malformed',
      offset: token.brokenAt,
    },
  ];
}

/** What is wrong with the texts themselves. */
export function textFindings(transaction: Transaction, profile: Profile): readonly Found[] {
  const { call, request, ssa, several } = transaction;
  return [
    ...troubleFindings(transaction),
    ...several.map(
      (what): Found => ({
        id: 'text.several',
        severity: 'warning',
        document: what === 'answers' ? 'response' : what === 'requests' ? 'request' : 'ssa',
        pointer: '',
        requirements: [],
        message: `Several ${what} were given; only the first is judged.`,
        expected: 'the parts of one registration',
        actual: `several ${what}`,
        fix: 'Look at one registration at a time.',
        situation: null,
      }),
    ),
    ...lineBreaks(request, call?.body != null, profile),
    ...lineBreaks(ssa, false, profile),
  ];
}
