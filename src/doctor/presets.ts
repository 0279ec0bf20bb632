/** Endpoints that a product has by default, as its documentation lists them. */

/** What an endpoint is for; each but `information` is looked at. */
export type Role =
  | 'discovery'
  | 'registration'
  | 'token'
  | 'introspection'
  | 'revocation'
  | 'userinfo'
  | 'authorization'
  | 'jwks'
  | 'information';

export interface PresetUrl {
  readonly role: Role;
  readonly name: string;
  /** `{origin}` is the origin of the target, `{host}` its host name. */
  readonly template: string;
  /** Who needs it, where that is not a client of the bank. */
  readonly why?: string;
}

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What the templates say where no target is given. */
  readonly placeholder: { readonly origin: string; readonly host: string };
  readonly urls: readonly PresetUrl[];
}

const wso2Ob3: Preset = {
  id: 'wso2-ob3',
  title: 'WSO2 Open Banking Accelerator 3: API Manager, with Identity Server as its key manager',
  placeholder: { origin: 'https://<IS_HOST>:9446', host: '<APIM_HOST>' },
  urls: [
    {
      role: 'discovery',
      name: 'well-known',
      template: '{origin}/oauth2/token/.well-known/openid-configuration',
    },
    {
      role: 'information',
      name: 'issuer',
      template: '{origin}/oauth2/token',
      why: 'the name of the authorization server; the same URL as its token endpoint',
    },
    {
      role: 'registration',
      name: 'registration',
      template: 'https://{host}:8243/open-banking/0.1/register',
    },
    { role: 'introspection', name: 'introspection', template: '{origin}/oauth2/introspect' },
    { role: 'token', name: 'token', template: '{origin}/oauth2/token' },
    { role: 'revocation', name: 'revocation', template: '{origin}/oauth2/revoke' },
    { role: 'userinfo', name: 'userinfo', template: '{origin}/oauth2/userinfo?schema=openid' },
    { role: 'authorization', name: 'authorization', template: '{origin}/oauth2/authorize' },
    { role: 'jwks', name: 'JWKS', template: '{origin}/oauth2/jwks' },
    {
      role: 'information',
      name: 'key manager registration',
      template: '{origin}/keymanager-operations/dcr/register',
      why: 'from API Manager to its key manager, as an administrator; clients register at the gateway',
    },
    {
      role: 'information',
      name: 'registration behind the gateway',
      template: '{origin}/api/openbanking/dynamic-client-registration',
      why: 'what the gateway calls',
    },
    {
      role: 'information',
      name: 'scope management',
      template: '{origin}/api/identity/oauth2/v1.0/scopes',
      why: 'for administrators',
    },
    {
      role: 'information',
      name: 'portals',
      template: 'https://{host}:9443/publisher, /devportal, /admin',
      why: 'where the API is deployed and the key manager configured',
    },
  ],
};

export const PRESETS: readonly Preset[] = [wso2Ob3];

/** One URL of a preset for a target; `url` null for one that cannot be called. */
export interface DerivedUrl extends PresetUrl {
  readonly url: string;
}

/** The URLs of `preset` at the host of `target`; with placeholders where there is none. */
export function derive(preset: Preset, target: URL | null): readonly DerivedUrl[] {
  const { origin, host } =
    target === null ? preset.placeholder : { origin: target.origin, host: target.hostname };
  return preset.urls.map((entry) => ({
    ...entry,
    url: entry.template.replace('{origin}', origin).replace('{host}', host),
  }));
}
