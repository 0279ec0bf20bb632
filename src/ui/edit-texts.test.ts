import { describe, expect, it } from 'vitest';
import {
  HEADER,
  REQUEST,
  recordText,
  requestText,
  SSA,
  ssaText,
} from '../lint/testing/documents.ts';
import { type LintText, readTransaction } from '../lint/transaction.ts';
import { type Edit, withEdit } from './edit-texts.ts';

const text = (value: string, name = 'text 1'): LintText => ({ name, text: value });

function changed(texts: readonly LintText[], edit: Edit) {
  const next = withEdit(texts, readTransaction(texts), edit);
  return { texts: next, ...readTransaction(next) };
}

const AUD: Edit = { part: 'request', pointer: '/aud', value: 'bank2' };
const JWT = requestText();
const curl = `curl -X POST -H 'Content-Type: application/jwt' --data-raw '${JWT}' https://bank.example/register`;
const har = JSON.stringify({
  request: {
    method: 'POST',
    url: 'https://bank.example/register',
    headers: [{ name: 'content-type', value: 'application/jwt' }],
    postData: { mimeType: 'application/jwt', text: JWT },
  },
  response: { status: 400, headers: [], content: { text: '{"error":"invalid_client_metadata"}' } },
});

describe('an edit of a document', () => {
  it.each([
    ['a JWT', JWT],
    ['a JWT in lines', JWT.replace(/.{64}/g, '$&\n')],
    ['a curl command', curl],
    ['a HAR entry', har],
    ['decoded claims', JSON.stringify(REQUEST)],
    ['header and claims', JSON.stringify({ header: HEADER, claims: REQUEST })],
  ])('changes a claim where it stands in %s, and nothing else', (_name, given) => {
    const before = readTransaction([text(given)]).request;
    const { request, troubles } = changed([text(given)], AUD);
    expect(troubles).toEqual([]);
    expect(request?.claims).toEqual({ ...before?.claims, aud: 'bank2' });
    expect(request?.form).toBe(before?.form);
    expect(request?.header).toEqual(before?.header);
  });

  it('keeps signature, header and the rest of the text as they were', () => {
    const { texts } = changed([text(curl)], AUD);
    const [head, , signature] = JWT.split('.');
    expect(String(texts[0]?.text)).toMatch(
      new RegExp(`^curl .*'${head}\\.[\\w-]+\\.${signature}' https://bank\\.example/register$`),
    );
  });

  it('reaches into the statement inside the request', () => {
    const edit: Edit = { part: 'ssa', pointer: '/software_roles/0', value: 'PISP' };
    const { ssa, request } = changed([text(JWT)], edit);
    expect(ssa?.claims).toEqual({ ...SSA, software_roles: ['PISP'] });
    expect(request?.claims.aud).toBe(REQUEST.aud);
  });

  it('changes a statement that stands by itself where the request names a placeholder', () => {
    const request = JSON.stringify({ ...REQUEST, software_statement: '<the SSA>' });
    const texts = [text(request), text(ssaText(), 'text 2')];
    const edit: Edit = { part: 'ssa', pointer: '/org_id', value: 'org2' };
    const next = changed(texts, edit);
    expect(next.ssa?.claims.org_id).toBe('org2');
    expect(next.texts[0]).toEqual(texts[0]);
  });

  it.each([
    ['takes a claim away', { pointer: '/aud' }, { aud: undefined }],
    ['adds one', { pointer: '/software_id', value: 'x' }, { software_id: 'x' }],
    [
      'takes an element away',
      { pointer: '/grant_types/0' },
      { grant_types: ['client_credentials'] },
    ],
    [
      'sets an element',
      { pointer: '/grant_types/1', value: 1 },
      { grant_types: ['authorization_code', 1] },
    ],
  ])('%s', (_name, edit, expected) => {
    const { request } = changed([text(JSON.stringify(REQUEST))], { part: 'request', ...edit });
    expect(request?.claims).toEqual(JSON.parse(JSON.stringify({ ...REQUEST, ...expected })));
  });

  it('changes the JOSE header', () => {
    const edit: Edit = { part: 'request', pointer: '#header/alg', value: 'RS256' };
    expect(changed([text(JWT)], edit).request?.header).toEqual({ ...HEADER, alg: 'RS256' });
  });

  it('changes an answer under its head', () => {
    const given = `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n${recordText()}`;
    const edit: Edit = { part: 'response', pointer: '/client_id', value: 'client-2' };
    const { answer } = changed([text(given)], edit);
    expect([answer?.status, answer?.record?.client_id]).toEqual([201, 'client-2']);
  });
});
