import type { Profile } from '../model/profile.ts';
import { obUk33 } from './ob-uk-3.3.ts';

/** The built-in profiles, by id. */
export const PROFILES: Readonly<Record<string, Profile>> = {
  [obUk33.id]: obUk33,
};
