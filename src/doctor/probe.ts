import type { HttpMessage } from '../model/draft.ts';
import type { Profile } from '../model/profile.ts';
import type { EndpointKind } from './endpoints.ts';

const FORM = 'application/x-www-form-urlencoded';

/**
 * A request that shows whether an endpoint is there and changes nothing: documents are read, forms and registrations are
 * sent empty, so that no server has anything to act on.
 */
export function harmlessProbe(
  role: EndpointKind['role'],
  url: string,
  profile: Profile,
): HttpMessage {
  switch (role) {
    case 'registration': {
      const [type = 'application/json'] = profile.request.mediaTypes;
      return { method: 'POST', url, headers: [['content-type', type]], body: '' };
    }
    case 'token':
    case 'introspection':
    case 'revocation':
      return { method: 'POST', url, headers: [['content-type', FORM]], body: '' };
    case 'authorization':
      return { method: 'GET', url, headers: [['accept', 'text/html']], body: null };
    default:
      return { method: 'GET', url, headers: [], body: null };
  }
}
