import { keyFaults } from './crypto-keys.ts';
import { signatureFaults } from './crypto-signatures.ts';
import type { Fault } from './fault.ts';

/** Mistakes in verifying that no single rule stands for. */
export const cryptoFaults: readonly Fault[] = [...signatureFaults, ...keyFaults];
