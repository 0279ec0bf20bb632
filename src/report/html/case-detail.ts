import type { Exchange } from '../../model/exchange.ts';
import type { CaseResult } from '../../model/report.ts';
import { decidingExchange } from '../case-text.ts';
import { mutationDiff } from './difference.ts';
import { exchangeTitle, exchangeView } from './exchange-view.ts';
import { findingsView } from './findings-view.ts';
import { html, type Markup } from './markup.ts';
import { verdictTag } from './verdict-tag.ts';

/** An exchange to unfold; the one that decided is open. */
function folded(exchange: Exchange, result: CaseResult, open: boolean): Markup {
  const records = open ? result.mutations : [];
  return html`<details class="exchange"${open ? html` open` : null}><summary>${exchangeTitle(exchange)}</summary>${exchangeView(exchange, records)}</details>`;
}

/** The detail of a case, without its head line. `control` is the number of the detail that shows its control. */
export function caseDetail(result: CaseResult, control: number | null): Markup {
  const { mutations, exchanges, waived } = result;
  const decided = decidingExchange(result);
  const others = exchanges.length - 1;
  return html`${waived === null ? null : html`<p class="reason"><b>Waived</b> ${waived}</p>`}${findingsView(result)}${
    mutations.length === 0
      ? null
      : html`<h4>What was changed in a valid request</h4>${mutationDiff(mutations)}`
  }${exchanges.length === 0 ? null : html`<h4>${others > 0 ? `${exchanges.length} exchanges` : 'Exchange'}</h4>`}${exchanges.map(
    (exchange) => folded(exchange, result, exchange === decided),
  )}${
    result.control === null
      ? null
      : html`<h4>Control</h4><p>The same request without the change (<code>${result.control.caseId}</code>): ${verdictTag(result.control.verdict)}</p>${
          control === null
            ? null
            : html`<details data-detail="${control}"><summary>Show the control</summary></details>`
        }`
  }`;
}

/** The detail of a control, which cases share. */
export function controlDetail(exchange: Exchange): Markup {
  return html`<p>${exchangeTitle(exchange)}</p>${exchangeView(exchange, [])}`;
}
