import type { Exchange } from '../../model/exchange.ts';
import type { MutationRecord } from '../../model/mutation.ts';
import { shorten } from '../escape.ts';
import { html, type Markup } from './markup.ts';
import { markedJson, tokenView } from './token-view.ts';
import { tokensIn } from './tokens.ts';

/** A body beyond that is no help on a page; the report has all of it. */
const LONGEST_BODY = 20_000;
const LONGEST_CURL = 60_000;
const NO_MARKS = { members: new Map(), whole: false } as const;

type Headers = Exchange['request']['headers'];

/** Names of headers that `records` changed, in lower case. */
function changedHeaders(records: readonly MutationRecord[]): ReadonlySet<string> {
  const prefix = 'http.headers.';
  return new Set(
    records.flatMap(({ path }) =>
      path.startsWith(prefix) ? [path.slice(prefix.length).toLowerCase()] : [],
    ),
  );
}

function headerLines(headers: Headers, changed: ReadonlySet<string>): Markup {
  const rows = headers.map(([name, value]) => {
    const text = html`<b>${name}</b>: ${shorten(value, 2000)}`;
    return changed.has(name.toLowerCase())
      ? html`<ins><span class="sr">changed: </span>${text}</ins>`
      : html`<span class="line">${text}</span>`;
  });
  return html`${rows}`;
}

function bodyView(body: string, json: boolean): Markup {
  if (json) return markedJson(body, NO_MARKS);
  const cut = body.length - LONGEST_BODY;
  return html`<pre class="code wrap">${shorten(body, LONGEST_BODY)}</pre>${
    cut > 0
      ? html`<p class="muted">cut here; all ${body.length} characters are in report.json</p>`
      : null
  }`;
}

function looksLikeJson(body: string): boolean {
  return /^\s*[{[]/.test(body);
}

function requestView({ request }: Exchange, records: readonly MutationRecord[]): Markup {
  const body = request.body ?? '';
  const tokens = tokensIn(body).map((token) => tokenView(token, records));
  const sent =
    body === ''
      ? null
      : html`<details${tokens.length > 0 ? '' : html` open`}><summary>Body as sent</summary>${bodyView(body, looksLikeJson(body))}</details>`;
  return html`<section class="message"><h5>Request</h5><pre class="code"><span class="line"><b>${request.method}</b> ${request.url}</span>${headerLines(request.headers, changedHeaders(records))}</pre>${tokens}${sent}</section>`;
}

function responseView({ response, failure }: Exchange): Markup {
  if (response === null) {
    const why = failure === null ? 'none recorded' : `${failure.kind}: ${failure.message}`;
    return html`<section class="message"><h5>Response</h5><p class="bad">No response – ${why}</p></section>`;
  }
  const broken =
    failure === null ? null : html`<p class="bad">${failure.kind}: ${failure.message}</p>`;
  const body =
    response.body === ''
      ? html`<p class="muted">empty body</p>`
      : bodyView(response.body, looksLikeJson(response.body));
  return html`<section class="message"><h5>Response</h5><pre class="code"><span class="line"><b>${response.status}</b></span>${headerLines(response.headers, new Set())}</pre>${broken}${body}</section>`;
}

function connection({ tls, startedAt, durationMs }: Exchange): string {
  const parts = [
    tls === null ? 'no TLS' : `${tls.protocol}, ${tls.cipher}`,
    tls?.clientCertificate === true ? 'client certificate shown' : '',
    tls?.authorized === false ? 'server certificate not verified' : '',
    startedAt,
    `${Math.round(durationMs)} ms`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** The line that sends the request again, with a button that copies it. */
function curlView(curl: string): Markup {
  if (curl.length > LONGEST_CURL)
    return html`<p class="muted">The curl line is too long for a page; it stands in report.json.</p>`;
  return html`<div class="curl"><div class="curl-head"><h5>curl</h5><button type="button" data-copy>Copy</button></div><pre class="code wrap">${curl}</pre></div>`;
}

/** Request, answer, connection and curl line of an exchange; `records` are the mutations that it carried. */
export function exchangeView(exchange: Exchange, records: readonly MutationRecord[]): Markup {
  return html`<p class="muted">${connection(exchange)}</p><div class="messages">${requestView(exchange, records)}${responseView(exchange)}</div>${curlView(exchange.curl)}`;
}

/** `POST https://… → 201`. */
export function exchangeTitle({ request, response, failure }: Exchange): string {
  const end = response === null ? (failure?.kind ?? 'no response') : response.status;
  return `${request.method} ${request.url} → ${end}`;
}
