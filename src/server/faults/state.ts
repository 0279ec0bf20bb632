import type { Fault } from './fault.ts';
import { accessFaults } from './state-access.ts';
import { deleteFaults } from './state-delete.ts';
import { registrationFaults } from './state-registration.ts';
import { updateFaults } from './state-update.ts';

/** What the server keeps, and who may see and change it. */
export const stateFaults: readonly Fault[] = [
  ...registrationFaults,
  ...updateFaults,
  ...deleteFaults,
  ...accessFaults,
];
