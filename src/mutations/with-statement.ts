import { SSA_HERE } from '../model/draft.ts';
import { setClaim } from './edits.ts';
import { claims, type Stimulus } from './stimulus.ts';

/** Puts the software statement into a request that goes without one. */
export const withStatement: Stimulus = claims(
  {
    id: 'request.claims.software_statement.added',
    title: 'a request with a software statement',
    path: 'request.claims.software_statement',
    accepts: ['RFC7591-3.2.1-8'],
    needs: ['trusted'],
  },
  setClaim('request', 'software_statement', SSA_HERE),
);
