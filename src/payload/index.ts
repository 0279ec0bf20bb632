export { clientAssertion, secretAssertion } from './client-assertion.ts';
export { deterministicUuid } from './deterministic.ts';
export { makeDraft } from './make-draft.ts';
export { makeRegistration, type RegistrationWanted } from './make-registration.ts';
export { type Prepared, prepare } from './prepare.ts';
export { publicMaterial } from './public-material.ts';
export { readCompact } from './read-compact.ts';
export { signDraft } from './sign-draft.ts';
export { softwareOf } from './statement-facts.ts';
