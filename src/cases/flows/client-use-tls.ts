import { tokenFindings } from '../../checks/token.ts';
import type { Flow } from '../../model/flow.ts';
import { UK_SUBJECT_DN } from '../../requirements/ob-uk-versions.ts';
import { about, turnedAway } from './certificates.ts';
import { byCertificate } from './changes.ts';
import { clientWith } from './client-use-token.ts';
import { dnForms } from './dn-forms.ts';
import { flowCase, type Steps } from './flow-case.ts';
import { expectRecord, observe, outcome, statusOf } from './steps.ts';
import { possible, STRANGERS } from './strangers.ts';
import { expectNoToken, tokenWorks } from './token-endpoint.ts';

const REQUIREMENT = 'RFC8705-2.1-1';

const positive = flowCase({
  id: 'client-use/tls-client-auth',
  area: 'client-use',
  kind: 'positive',
  title: 'registers with tls_client_auth and gets an access token',
  requirements: [REQUIREMENT, 'FAPI1A-5.2.2-14-1', 'RFC6749-5.1-1'],
  needs: ['token', 'mtls'],
  async run(flow) {
    const client = await clientWith(flow, 'tls_client_auth', byCertificate());
    expectRecord(flow, 'post', client.exchange, client.sent);
    const { exchange } = await flow.token(client);
    flow.add(...tokenFindings({ exchange, weigh: flow.weigh, requirement: REQUIREMENT }));
  },
});

const otherCertificates = flowCase({
  id: 'client-use/tls-client-auth-other-certificates',
  area: 'client-use',
  kind: 'negative',
  title: 'asks for a token with tls_client_auth and none or another of the certificates there are',
  why: 'A further certificate of the same subject is not among them: by RFC 8705 2.1 it is as good as the first.',
  requirements: [REQUIREMENT],
  needs: ['token', 'mtls'],
  async run(flow: Flow) {
    const client = await clientWith(flow, 'tls_client_auth', byCertificate());
    await tokenWorks(flow, client);
    const strangers = [...STRANGERS.untrusted, STRANGERS.expired, STRANGERS.other];
    for (const stranger of possible(flow, strangers)) {
      const { exchange } = await flow.token(client, { identity: stranger.identity });
      flow.add(...about(stranger, turnedAway(flow, exchange, REQUIREMENT)));
    }
    await tokenWorks(flow, client);
  },
});

const otherSubject = flowCase({
  id: 'client-use/tls-client-auth-other-subject',
  area: 'client-use',
  kind: 'negative',
  title: 'asks for a token with a certificate whose subject is not the registered one',
  why: 'Where a subject that is not the own one can be registered, no certificate of another software is needed to see that it counts.',
  requirements: [REQUIREMENT, ...UK_SUBJECT_DN],
  needs: ['token', 'mtls'],
  async run(flow: Flow) {
    const own = await clientWith(flow, 'tls_client_auth', byCertificate());
    await tokenWorks(flow, own);
    const subject = 'CN=someone-else.example,O=Someone Else,C=GB';
    const base = [byCertificate(subject)];
    const { exchange: registration, client } = await flow.register({ base });
    if (client === null) {
      const status = statusOf(registration);
      flow.must(status >= 400 && status < 500, `the registration gave ${outcome(registration)}`);
      flow.skip('the server refuses a foreign subject at registration already');
    }
    const registered = client.response.tls_client_auth_subject_dn ?? subject;
    if (registered !== subject) flow.skip('the server replaced the subject');
    expectNoToken(flow, (await flow.token(client)).exchange, REQUIREMENT);
    await tokenWorks(flow, own);
  },
});

const subjectForms = flowCase({
  id: 'client-use/tls-client-auth-subject-forms',
  area: 'client-use',
  kind: 'probe',
  title: 'registers the subject of its certificate in every form of RFC 4514 and asks for a token',
  why: 'How names are compared is left to the server (RFC 8705 2.1); one that it registers ought to work.',
  requirements: ['RFC8705-2.1.2-2', REQUIREMENT],
  needs: ['token', 'mtls'],
  depth: 'full',
  async run(flow: Flow) {
    const own = await clientWith(flow, 'tls_client_auth', byCertificate());
    await tokenWorks(flow, own);
    const subject = String(own.sent.request.tls_client_auth_subject_dn);
    for (const { title, write } of dnForms(flow.profile)) {
      const base = [byCertificate(write(subject))];
      const { exchange, client } = await flow.register({ base });
      const method = client?.response.token_endpoint_auth_method ?? 'tls_client_auth';
      const token =
        client === null || method !== 'tls_client_auth' ? null : await flow.token(client);
      observe(flow, {
        exchange: token?.exchange ?? exchange,
        check: 'subject.form',
        requirement: REQUIREMENT,
        good: token === null ? statusOf(exchange) < 500 : token.token !== null,
        // No clause demands that every form be understood.
        verdict: statusOf(exchange) < 500 ? 'warn' : 'fail',
        expected: 'refused at registration, or good for a token',
        actual: `registration ${outcome(exchange)}${token === null ? '' : `, token ${outcome(token.exchange)}`}`,
        message: `The subject ${title}.`,
      });
    }
    await tokenWorks(flow, own);
  },
});

/** A client that authenticates by its certificate (RFC 8705 2.1). */
export const CLIENT_USE_TLS: readonly Steps[] = [
  positive,
  otherCertificates,
  otherSubject,
  subjectForms,
];
