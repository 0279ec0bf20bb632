import type { Flow } from '../../../model/flow.ts';
import { byCertificate } from '../changes.ts';
import { clientWith } from '../client-use-token.ts';
import { flowCase, type Steps } from '../flow-case.ts';
import { observe, outcome, statusOf } from '../steps.ts';
import { tokenWorks } from '../token-endpoint.ts';

/** Other case and more spaces in the values: another text for the same name (X.500 distinguishedNameMatch). */
function respelt(dn: string): string {
  return dn
    .split(/(?<!\\),/)
    .map((part) => {
      const at = part.indexOf('=') + 1;
      const value = part.slice(at);
      const text = value.startsWith('#') ? value : value.toLowerCase().replaceAll(' ', '  ');
      return part.slice(0, at) + text;
    })
    .join(',');
}

export const CERTIFICATE_NAMES: readonly Steps[] = [
  flowCase({
    id: 'client-use/tls-client-auth-respelt-subject',
    area: 'client-use',
    kind: 'positive',
    title:
      'registers the subject of its certificate in other case and spacing, and asks for a token',
    why: 'What is registered has to work; no clause has a server register every spelling of a name.',
    requirements: ['OBBR-7.1-15-1'],
    needs: ['token', 'mtls', 'grant:client_credentials'],
    async run(flow: Flow) {
      const own = await clientWith(flow, 'tls_client_auth', byCertificate());
      await tokenWorks(flow, own);
      const subject = respelt(String(own.sent.request.tls_client_auth_subject_dn));
      const { exchange, client } = await flow.register({ base: [byCertificate(subject)] });
      const method = client?.response.token_endpoint_auth_method ?? 'tls_client_auth';
      if (method !== 'tls_client_auth') flow.skip('the method was replaced');
      const token = client === null ? null : await flow.token(client);
      observe(flow, {
        exchange: token?.exchange ?? exchange,
        check: 'subject.match',
        requirement: 'OBBR-7.1-15-1',
        good: token !== null && token.token !== null,
        ...(token === null && statusOf(exchange) < 500 ? { verdict: 'warn' as const } : {}),
        expected: 'a token',
        actual: `registration ${outcome(exchange)}${token === null ? '' : `, token ${outcome(token.exchange)}`}`,
        message: 'A subject that is equal by distinguishedNameMatch.',
      });
    },
  }),
];
