import type { Fault } from './fault.ts';
import { without } from './response.ts';

export const discoveryFaults: readonly Fault[] = [
  {
    id: 'discovery/other-issuer',
    title: 'names another issuer than the one discovery was asked at',
    kind: 'discovery',
    breaks: ['OIDCD-4.3-1'],
    discovery: (document) => ({ ...document, issuer: 'https://another-bank.example' }),
  },
  {
    id: 'discovery/no-registration-endpoint',
    title: 'does not publish the registration endpoint',
    kind: 'discovery',
    breaks: ['OIDCD-3-1', 'OBUK-discovery-1'],
    discovery: (document) => without(document, 'registration_endpoint'),
  },
];
