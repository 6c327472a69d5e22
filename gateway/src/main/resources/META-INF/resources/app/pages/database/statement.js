// One slow statement: what it costs, and what would help.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { figure, lacks } from '../../watch.js';
import { codeBox } from './trial.js';

export function statementCard(statement, onCopy) {
  const why = lacks(statement.unavailable);
  const facts = [
    ['Mean', figure(format.milliseconds(statement.executionTime), why('executionTime'))],
    ['Runs', figure(format.count(statement.calls), why('calls'))],
    ['Altogether', figure(format.milliseconds(statement.totalTime), why('totalTime'))],
    ['Share of time', figure(format.percent(statement.shareOfTime), why('shareOfTime'))],
    ['Rows returned', figure(format.compact(statement.rowsReturned), why('rowsReturned'))],
    ['Rows read', figure(format.compact(statement.rowsScanned), why('rowsScanned'))],
  ];
  return html`<li>
    <pre class="statement" tabindex="0" aria-label="Statement">${statement.query}</pre>
    <dl class="facts facts-plain">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${statement.recommendation ? html`<p class="advice"><b>What it shows</b> ${statement.recommendation}</p>` : nothing}
    ${statement.optimization
      ? html`<p class="advice"><b>What would help</b></p>${codeBox(statement.optimization, 'what would help', onCopy)}`
      : why('optimization')
        ? html`<p class="advice quiet">${why('optimization')}</p>`
        : nothing}
  </li>`;
}
