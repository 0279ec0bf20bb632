import { expect, it } from 'vitest';
import type { Flow } from '../../model/flow.ts';
import { cdrAu } from '../../profiles/cdr-au.ts';
import { clientWith } from './client-use-token.ts';

/** A bank whose discovery is also for clients that are none of Consumer Data Right. */
const flow: Partial<Flow> = {
  profile: cdrAu,
  target: {
    discovery: { token_endpoint_auth_methods_supported: ['private_key_jwt', 'tls_client_auth'] },
  } as unknown as Flow['target'],
  register: async () => {
    throw new Error('registered');
  },
  skip(reason) {
    throw new Error(`not applicable: ${reason}`);
  },
};

it('does not register with a method that discovery names and the profile does not', async () => {
  await expect(clientWith(flow as Flow, 'tls_client_auth')).rejects.toThrow('not applicable');
  await expect(clientWith(flow as Flow, 'private_key_jwt')).rejects.toThrow('registered');
});
