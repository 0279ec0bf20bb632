import { html, type Markup } from '../report/html/markup.ts';

/** What stands in the page before its script runs. */
export interface ShellFacts {
  /** Ids of the profiles, with their titles. */
  readonly profiles: readonly (readonly [id: string, title: string])[];
  readonly version: string;
}

function profileOptions({ profiles }: ShellFacts, chosen: string | null): Markup {
  return html`${profiles.map(
    ([id, title]) =>
      html`<option value="${id}"${id === chosen ? html` selected` : null}>${id}: ${title}</option>`,
  )}`;
}

function lintView(facts: ShellFacts): Markup {
  return html`<section id="debug" class="view" tabindex="-1" aria-labelledby="debug-title">
<h2 id="debug-title" class="sr">Debug a payload</h2>
<form id="given" class="card" autocomplete="off">
<div class="given-head"><p>Paste a request JWT, an SSA, what the bank answered, a key set, a curl command or a HAR entry. <b>Nothing leaves this page.</b></p>
<div class="chips"><span class="muted" id="examples-label">Examples</span><span class="chips" id="examples" role="group" aria-labelledby="examples-label"></span></div></div>
<div id="texts" class="texts"></div>
<div class="choices"><button type="button" id="add-text">Add another document</button><label class="file button">Open files<input type="file" id="files" multiple></label><button type="button" id="clear">Clear</button></div>
<div class="choices settings"><label>Profile <select id="profile"><option value="auto">auto: what the documents look like</option>${profileOptions(facts, null)}</select></label>
<label>Name of the bank in aud <input id="audience" placeholder="any" spellcheck="false"></label>
<label>Times judged at <input id="now" placeholder="now, or 2027-03-31T12:00:00Z" spellcheck="false"></label></div>
<p id="given-problem" class="bad" role="alert"></p>
</form>
<p id="status" class="sr" role="status"></p>
<div id="results"></div>
</section>`;
}

function generateView(facts: ShellFacts): Markup {
  return html`<section id="generate" class="view" tabindex="-1" aria-labelledby="generate-title">
<h2 id="generate-title" class="sr">Generate a payload</h2>
<div class="columns"><form id="wanted" class="card" autocomplete="off">
<div class="fields">
<label>Profile <select name="profile">${profileOptions(facts, 'ob-uk-3.3')}</select></label>
<label>What <select name="part"><option value="request">registration request</option><option value="ssa">software statement (SSA)</option></select></label>
<label>Form <select name="format"><option value="jwt">JWT</option><option value="json">decoded JSON</option><option value="curl">curl command</option><option value="http">.http file</option></select></label>
<label>Algorithm <select name="algorithm"><option>PS256</option><option>ES256</option></select></label>
<label class="wide">Defect <select name="defect"></select></label>
<label>Name of the bank (aud) <input name="audience" value="RefBank0015800001" spellcheck="false"></label>
<label>Registration endpoint <input name="registration-endpoint" value="https://bank.example/register" spellcheck="false"></label>
<label class="wide">Base URL of key sets <input name="jwks-base-url" value="https://keys.example" spellcheck="false"></label>
<label class="wide"><span>Changes, one a line: <code>request.scope=openid</code> sets, <code>request.exp</code> takes away</span><textarea name="changes" rows="3" spellcheck="false"></textarea></label>
</div>
<details><summary>Your own SSA and signing key</summary><div class="fields">
<label class="wide">SSA, as the directory gave it <textarea name="ssa" rows="3" spellcheck="false"></textarea></label>
<label class="wide">Private key of the software, PKCS#8 PEM or JWK; it stays in this page <textarea name="signing-key" rows="3" spellcheck="false"></textarea></label>
<label class="wide">Its kid <input name="signing-kid" spellcheck="false"></label></div></details>
<details><summary>The same again</summary><div class="fields">
<label>Seed <input name="seed" value="1" spellcheck="false"></label>
<label>Run <input name="run-id" placeholder="made up" spellcheck="false"></label>
<label class="wide">Time <input name="now" placeholder="now" spellcheck="false"></label></div></details>
<div class="choices"><button type="submit" class="primary">Generate</button></div>
<p id="wanted-problem" class="bad" role="alert"></p>
</form>
<div id="made" aria-live="polite"><div class="card empty"><p>A request signed by keys that are made in this page, with the claims that <code>dcr-conformance generate</code> gives the same seed, run and time.</p></div></div></div>
</section>`;
}

/** The body of the page. */
export function shell(facts: ShellFacts): Markup {
  return html`<a class="skip" href="#results">To the findings</a>
<header class="banner"><h1>dcr-conformance</h1><p class="muted">Software statements and registration requests of Dynamic Client Registration: what is wrong, which clause says so, how to repair it.</p></header>
<nav aria-label="Views"><a href="#debug">Debug</a><a href="#generate">Generate</a><span class="tools"><span class="keys">Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous finding</span><button type="button" data-theme-switch>Theme: auto</button></span></nav>
<main>${lintView(facts)}
${generateView(facts)}
<noscript><p class="card">This page works with scripts only; it sends nothing.</p></noscript></main>
<footer class="muted"><p>Version ${facts.version}. One file without a server; its policy forbids it to ask anybody for anything.</p></footer>`;
}
