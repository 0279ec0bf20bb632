import { describe, expect, it } from 'vitest';
import { issueCertificate } from './certificates.ts';
import type { SubjectAttribute } from './distinguished-name.ts';
import { rfc4514 } from './distinguished-name.ts';
import { subjectDn } from './subject-dn.ts';
import { testCertificate } from './testing/certificates.ts';

const { key } = testCertificate({ name: 'any' });

function certificate(subject: readonly SubjectAttribute[]): string {
  return issueCertificate({
    use: 'tls-client',
    subject,
    key,
    issuer: { subject: [{ type: '2.5.4.3', value: 'CA' }], key },
    notBefore: new Date(),
    notAfter: new Date(Date.now() + 1000),
  });
}

describe('subjectDn', () => {
  const subject = [
    { type: '2.5.4.6', value: 'GB' },
    { type: '2.5.4.10', value: 'Müller, "Söhne" + Co' },
    { type: '2.5.4.97', value: 'PSDGB-OB-123456' },
    { type: '2.5.4.3', value: '#0015800001' },
  ];

  it('reads from a certificate what was written into it', () => {
    expect(subjectDn(certificate(subject))).toBe(rfc4514(subject));
  });

  it('writes a type without a short name with the DER of its value', () => {
    expect(subjectDn(certificate(subject))).toContain(
      ',2.5.4.97=#0c0f50534447422d4f422d313233343536,',
    );
  });

  it('throws for what is no certificate', () => {
    expect(() => subjectDn('nothing')).toThrow();
  });
});
