import type { Fault } from './fault.ts';
import { httpFaults } from './response-http.ts';
import { memberFaults } from './response-members.ts';
import { secretFaults } from './response-secrets.ts';
import { valueFaults } from './response-values.ts';

/** The client record and how it is sent. */
export const responseFaults: readonly Fault[] = [
  ...httpFaults,
  ...memberFaults,
  ...valueFaults,
  ...secretFaults,
];
