import { defineDocument } from './define-document.ts';

export const rfc8725 = defineDocument(
  {
    short: 'RFC 8725',
    title: 'JSON Web Token Best Current Practices (February 2020)',
    url: 'https://www.rfc-editor.org/rfc/rfc8725.html',
  },
  {
    'RFC8725-3.1-1': {
      section: '3.1',
      link: '#section-3.1',
      level: 'MUST',
      party: 'server',
      topic: 'security',
      text: 'Only the configured algorithms are used and each key is bound to one algorithm.',
      stimulus:
        'HS256 signed with the PEM/DER/JWK bytes of the RSA public key as secret; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC8725-3.2-1': {
      section: '3.2',
      link: '#section-3.2',
      level: 'MUST',
      party: 'server',
      topic: 'algorithm',
      text: 'Only cryptographically current algorithms meeting the application policy are allowed.',
      stimulus:
        'HS256, HS512, RS256 (where forbidden), RS1, none; expect 400 for each disallowed alg.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC8725-3.4-1': {
      section: '3.4',
      link: '#section-3.4',
      level: 'MUST',
      party: 'server',
      topic: 'security',
      text: 'EC points are validated to lie on the curve.',
      stimulus: 'Publish an EC JWK with an off-curve point; expect 400 and no crash (not 5xx).',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
      note: 'The keyword is attached to ECDH-ES inputs; the general sentence uses lower-case must.',
    },
    'RFC8725-3.7-1': {
      section: '3.7',
      link: '#section-3.7',
      level: 'MUST',
      party: 'server',
      topic: 'claims',
      text: 'Only UTF-8 is used for header and claims JSON.',
      stimulus: 'UTF-16 encoded payload, correctly signed; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC8725-3.8-1': {
      section: '3.8',
      link: '#section-3.8',
      level: 'MUST',
      party: 'server',
      topic: 'security',
      text: 'Keys used to verify belong to the issuer in iss.',
      stimulus:
        'SSA for software A inside a request signed by software B key; and an SSA signed by a non-issuer key with a valid kid; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC8725-3.9-1': {
      section: '3.9',
      link: '#section-3.9',
      level: 'MUST',
      party: 'server',
      topic: 'claims',
      text: 'Where an issuer serves several parties, aud is validated and missing/foreign aud rejected.',
      stimulus: 'Request JWT with no aud; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'wso2-fs4'],
      note: 'SSAs in UK/CDR/Brazil have no aud claim, so this applies to the request JWT only.',
    },
    'RFC8725-3.10-1': {
      section: '3.10',
      link: '#section-3.10',
      level: 'SHOULD',
      party: 'server',
      topic: 'security',
      text: 'kid is sanitised before use.',
      stimulus:
        'kid values ../../etc/passwd, a SQL quote, 10 kB string; expect 400 or 201, never 5xx or delay.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC8725-3.10-2': {
      section: '3.10',
      link: '#section-3.10',
      level: 'SHOULD',
      party: 'server',
      topic: 'security',
      text: 'jku and x5u header URLs are not followed blindly.',
      stimulus:
        'Header jku/x5u pointing at a harness listener and signed by that key; expect 400 and no inbound fetch.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'obb-br', 'wso2-fs4'],
    },
    'RFC8725-3.12-1': {
      section: '3.12',
      link: '#section-3.12',
      level: 'MUST',
      party: 'server',
      topic: 'security',
      text: 'Validation rules for different JWT kinds are mutually exclusive.',
      stimulus:
        'Submit an SSA as the request JWT, a request JWT as the SSA, and a client assertion as the request; expect 400.',
      profiles: ['ob-uk-3.2', 'ob-uk-3.3', 'cdr-au', 'wso2-fs4'],
    },
  },
);
