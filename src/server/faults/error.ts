import { bodyFaults } from './error-body.ts';
import { challengeFaults } from './error-challenge.ts';
import { statusFaults } from './error-status.ts';
import type { Fault } from './fault.ts';

/** How the server refuses. */
export const errorFaults: readonly Fault[] = [...statusFaults, ...bodyFaults, ...challengeFaults];
