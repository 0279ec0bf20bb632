import type { Fault } from './fault.ts';

export const stateFaults: readonly Fault[] = [
  {
    id: 'state/delete-keeps-client',
    title: 'answers 204 to DELETE and keeps client and tokens',
    kind: 'state',
    breaks: ['OBUK-delete-1', 'RFC7592-2.3-3'],
    behaviours: { deleteKeepsClient: true, deleteKeepsTokens: true },
  },
  {
    id: 'state/update-ignored',
    title: 'answers 200 to PUT and changes nothing',
    kind: 'state',
    breaks: ['RFC7592-2.2-3'],
    behaviours: { updateIgnored: true },
  },
  {
    id: 'state/refused-update-stored',
    title: 'refuses an update and stores it all the same',
    kind: 'state',
    breaks: ['RFC7592-2.2-10'],
    behaviours: { refusedUpdateStored: true },
  },
  {
    id: 'state/policy-only-on-post',
    title: 'checks redirect URIs and metadata on POST but not on PUT',
    kind: 'state',
    breaks: ['RFC7592-2.2-10'],
    skipsOnPut: (id) => id.startsWith('redirect.') || id.startsWith('request.claims.'),
  },
  {
    id: 'state/refused-registration-stored',
    title: 'refuses a registration and stores it all the same',
    kind: 'state',
    breaks: ['RFC7519-7.2-1'],
    behaviours: { refusedRegistrationStored: true },
  },
];
