import { present } from './compare.ts';
import type { Deviation } from './judge.ts';
import { ROW } from './rows.ts';
import { shown } from './shown.ts';
import type { RecordInput } from './success-input.ts';

/** Clocks may differ, and so may the moment of issue and of the answer. */
const TOLERANCE = 300;
/** A number above this is a time in milliseconds: as seconds it lies beyond the year 5000. */
const MILLISECONDS = 100_000_000_000;

/** client_id_issued_at is a recent number of seconds; client_secret_expires_at comes with a secret and is 0 or to come (RFC 7591 3.2.1). */
export function timeDeviations(input: RecordInput): Deviation[] {
  return [...issued(input), ...expiry(input)];
}

function notANumber(name: string, value: unknown): Deviation {
  return {
    requirement: ROW.timesAreNumbers,
    expected: `${name} as a JSON number`,
    actual: shown(JSON.stringify(value)),
    message: `${name} is not a number.`,
  };
}

function issued({ record, now, operation }: RecordInput): Deviation[] {
  const value = record.client_id_issued_at;
  if (!present(value)) return [];
  if (typeof value !== 'number') return [notANumber('client_id_issued_at', value)];
  const late = value > now + TOLERANCE;
  // A record that is read later was still issued by this run: a day is more than any run takes.
  const early = value < now - (operation === 'post' ? TOLERANCE : 86_400);
  if (!late && !early) return [];
  return [
    {
      requirement: ROW.issuedAt,
      expected: `about ${now}`,
      actual: String(value),
      message:
        value > MILLISECONDS
          ? 'client_id_issued_at is in milliseconds.'
          : 'client_id_issued_at is not the time of the registration.',
    },
  ];
}

function expiry({ record, now }: RecordInput): Deviation[] {
  const value = record.client_secret_expires_at;
  const requirement = ROW.secretExpiry;
  if (!present(record.client_secret)) return [];
  const expected = 'client_secret_expires_at: 0 or a time to come';
  if (!present(value)) {
    return [
      {
        requirement,
        expected,
        actual: 'absent',
        message: 'A secret comes without its end of life.',
      },
    ];
  }
  if (typeof value !== 'number') return [notANumber('client_secret_expires_at', value)];
  if (value === 0 || (value > now - TOLERANCE && value < MILLISECONDS)) return [];
  return [
    {
      requirement,
      expected,
      actual: String(value),
      message:
        value > MILLISECONDS
          ? 'The end of life is in milliseconds.'
          : 'The secret has expired already.',
    },
  ];
}
