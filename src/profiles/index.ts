import type { Profile } from '../model/profile.ts';
import { cdrAu } from './cdr-au.ts';
import { obUk32 } from './ob-uk-3.2.ts';
import { obUk33 } from './ob-uk-3.3.ts';
import { obUk34 } from './ob-uk-3.4.ts';
import { obbBr } from './obb-br.ts';
import { oidc } from './oidc.ts';
import { rfc7591 } from './rfc7591.ts';
import { wso2Fs4 } from './wso2-fs4.ts';
import { wso2Ob3 } from './wso2-ob3.ts';

/** The built-in profiles, by id. */
export const PROFILES: Readonly<Record<string, Profile>> = {
  [obUk32.id]: obUk32,
  [obUk33.id]: obUk33,
  [obUk34.id]: obUk34,
  [rfc7591.id]: rfc7591,
  [oidc.id]: oidc,
  [cdrAu.id]: cdrAu,
  [obbBr.id]: obbBr,
  [wso2Ob3.id]: wso2Ob3,
  [wso2Fs4.id]: wso2Fs4,
};
