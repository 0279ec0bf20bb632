import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import type { RunReport } from '../model/report.ts';
import { junit } from './junit.ts';
import { everyKind, failure, hostileReport, report, result } from './testing/sample-report.ts';

const xmlOf = (of: RunReport) =>
  junit.render(of, { color: false, out: 'reports', quiet: false, headline: true });

let schema = '';

beforeAll(async () => {
  schema = await readFile(new URL('../../fixtures/junit/junit.xsd', import.meta.url), 'utf8');
});

async function problems(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}

describe('the JUnit report', () => {
  it('reads as a whole', () => {
    expect(xmlOf(everyKind())).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="dcr-conformance 0.1.0 · ob-uk-3.3 · target: https://bank.example/register" tests="8" failures="3" errors="1" time="0.035">
      <testsuite name="claims" package="dcr" id="0" tests="4" failures="2" errors="0" skipped="1" time="0.020" timestamp="2026-11-22T08:00:00" hostname="bank.example">
      <properties><property name="target" value="https://bank.example/register"/><property name="profile" value="ob-uk-3.3"/><property name="runId" value="run-1"/><property name="seed" value="1"/><property name="trustMode" value="trusted"/></properties>
      <testcase classname="dcr.claims" name="claims/valid: sends a valid request" time="0.005"/>
      <testcase classname="dcr.claims" name="claims/aud-absent: sends a request without aud" time="0.005"><failure message="OBUK-aud-1: the defect was accepted (expected 400 invalid_client_metadata, actual 201)" type="fail">claims/aud-absent: sends a request without aud
        clause   OBUK-aud-1  OB UK DCR Data Dictionary/aud, https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary
        rule     aud is 1..1, base62, at most 18 characters, naming the ASPSP as the SSA issuer knows it.
        sent     request.claims.aud: &quot;https://bank.example&quot; → absent
        why      the defect was accepted
        expected 400 invalid_client_metadata
        actual   201
        curl     curl -X POST &apos;https://bank.example/register&apos; --data-raw &apos;e30.e30.AA&apos;</failure></testcase>
      <testcase classname="dcr.claims" name="claims/open: sends a valid request" time="0.005"><failure message="INCONCLUSIVE: control refused" type="inconclusive">claims/open: sends a valid request
        clause   OBUK-aud-1  OB UK DCR Data Dictionary/aud, https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary
        rule     aud is 1..1, base62, at most 18 characters, naming the ASPSP as the SSA issuer knows it.
        why      control refused
        curl     curl -X POST &apos;https://bank.example/register&apos; --data-raw &apos;e30.e30.AA&apos;</failure></testcase>
      <testcase classname="dcr.claims" name="claims/known: sends a request without aud" time="0.005"><skipped message="WAIVED fail: agreed (team, until 2027-01-31)">claims/known: sends a request without aud
        clause   OBUK-aud-1  OB UK DCR Data Dictionary/aud, https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary
        rule     aud is 1..1, base62, at most 18 characters, naming the ASPSP as the SSA issuer knows it.
        sent     request.claims.aud: &quot;https://bank.example&quot; → absent
        why      the defect was accepted
        expected 400 invalid_client_metadata
        actual   201
        curl     curl -X POST &apos;https://bank.example/register&apos; --data-raw &apos;e30.e30.AA&apos;</skipped></testcase>
      </testsuite>
      <testsuite name="response-shape" package="dcr" id="1" tests="1" failures="0" errors="0" skipped="0" time="0.005" timestamp="2026-11-22T08:00:00" hostname="bank.example">
      <properties><property name="target" value="https://bank.example/register"/><property name="profile" value="ob-uk-3.3"/><property name="runId" value="run-1"/><property name="seed" value="1"/><property name="trustMode" value="trusted"/><property name="warn response-shape/post" value="RFC6749-5.1-1: the answer may be cached (expected Cache-Control: no-store, actual no Cache-Control)"/></properties>
      <testcase classname="dcr.response-shape" name="response-shape/post: may the answer be cached" time="0.005"><system-out>WARN: RFC6749-5.1-1: the answer may be cached (expected Cache-Control: no-store, actual no Cache-Control)
      response-shape/post: may the answer be cached
        clause   RFC6749-5.1-1  RFC 6749 5.1, https://www.rfc-editor.org/rfc/rfc6749.html#section-5.1
        rule     Responses containing credentials carry Cache-Control: no-store and Pragma: no-cache.
        why      the answer may be cached
        expected Cache-Control: no-store
        actual   no Cache-Control
        curl     curl -X POST &apos;https://bank.example/register&apos; --data-raw &apos;e30.e30.AA&apos;
      </system-out></testcase>
      </testsuite>
      <testsuite name="transport" package="dcr" id="2" tests="2" failures="0" errors="1" skipped="1" time="0.010" timestamp="2026-11-22T08:00:00" hostname="bank.example">
      <properties><property name="target" value="https://bank.example/register"/><property name="profile" value="ob-uk-3.3"/><property name="runId" value="run-1"/><property name="seed" value="1"/><property name="trustMode" value="trusted"/></properties>
      <testcase classname="dcr.transport" name="transport/plain: sends a valid request" time="0.005"><skipped message="plain http"/></testcase>
      <testcase classname="dcr.transport" name="transport/broken: sends a valid request" time="0.005"><error message="no memory" type="error">transport/broken: sends a valid request
        clause   OBUK-aud-1  OB UK DCR Data Dictionary/aud, https://openbankinguk.github.io/dcr-docs-pub/v3.3/dynamic-client-registration.html#data-dictionary
        rule     aud is 1..1, base62, at most 18 characters, naming the ASPSP as the SSA issuer knows it.
        why      no memory
        curl     curl -X POST &apos;https://bank.example/register&apos; --data-raw &apos;e30.e30.AA&apos;</error></testcase>
      </testsuite>
      <testsuite name="run" package="dcr" id="3" tests="1" failures="1" errors="0" skipped="0" time="0.000" timestamp="2026-11-22T08:00:00" hostname="bank.example">
      <properties><property name="target" value="https://bank.example/register"/><property name="profile" value="ob-uk-3.3"/><property name="runId" value="run-1"/><property name="seed" value="1"/><property name="trustMode" value="trusted"/></properties>
      <testcase classname="dcr.run" name="baseline stale: claims/gone" time="0.000"><failure message="claims/gone passes: take it out." type="baseline-stale"/></testcase>
      </testsuite>
      </testsuites>
      "
    `);
  });

  it.each([
    ['with every kind of result', everyKind()],
    ['without a result', report([], { complete: false, exitCode: 3 })],
    ['of hostile text', hostileReport('\u0000\u001b[2J]]>"\'&<x>\ud800\uffff\n</testsuite>')],
  ])('fits the schema %s', async (_what, of) => {
    expect(await problems(xmlOf(of))).toEqual([]);
  });

  it.each([
    ['an attribute that there is not', [' tests="1"', ' tests="1" warnings="1"']],
    ['an element in the wrong place', ['<properties>', '<failure/><properties>']],
    ['a tag left open', ['</testsuite>', '']],
  ] as const)('would not fit with %s', async (_what, [from, to]) => {
    expect(await problems(xmlOf(report([result()])).replace(from, to))).not.toEqual([]);
  });

  it('shows hostile text as text', () => {
    const xml = xmlOf(hostileReport('"><testcase name="all good"/>\n</failure>'));
    expect(xml).not.toContain('<testcase name="all good"');
    expect(xml.match(/<\/failure>/g)).toHaveLength(2);
  });

  it('keeps to lines of its own making', () => {
    expect(xmlOf(hostileReport('a\nPASS'))).not.toMatch(/^PASS/m);
  });

  it.each([
    [
      'nothing ran',
      report([], { exitCode: 3 }),
      /<failure message="INCONCLUSIVE: NO VERDICT: 0 cases/,
    ],
    [
      'a warn counts',
      report([result({ verdict: 'warn' })], { exitCode: 1 }),
      /<failure message="NOT/,
    ],
    ['the harness failed', report([result()], { exitCode: 4 }), /<error message="HARNESS ERROR/],
  ])('is red where no case is but the exit code: %s', (_why, of, expected) => {
    expect(xmlOf(of)).toMatch(expected);
  });

  it('has no test case of its own where a case says why', () => {
    expect(xmlOf(report([failure()]))).not.toContain('name="run"');
  });
});
