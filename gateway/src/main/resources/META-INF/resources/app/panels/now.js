// <ops-now>: what the live connection says about this hour and this day.
import { html, nothing, repeat } from '../vendor.js';
import * as format from '../format.js';
import { outcomeOf } from '../outcome.js';
import { Panel, valueOr } from '../panel.js';

const SHOWN = 6;

const NO_CONNECTION = {
  title: 'No live connection',
  detail: 'The figures of this moment come over a WebSocket to /ws/live, which could not be opened. It is tried again and again.',
};

class OpsNow extends Panel {
  static properties = { connection: { attribute: false } };

  render() {
    const { data, at } = this.view;
    const unreachable = data === null && this.connection === 'offline';
    return this.card({
      view: unreachable ? { ...this.view, problem: NO_CONNECTION } : this.view,
      title: 'Right now',
      note: data
        ? this.connection === 'connected'
          ? 'Live, as records arrive'
          : `As of ${format.clock(at)}; the live connection is interrupted`
        : unreachable
          ? nothing
          : 'Waiting for the first figures',
      body: now => html`<div class="now-parts">
        <div>${this.#figures(now)}</div>
        <div>${this.#transactions(now.transactions)}</div>
      </div>`,
      lines: 9,
    });
  }

  #figures({ jobs, revenue }) {
    const { today, lastHour } = jobs;
    const none = part => (part.total > 0 ? format.percent(part.successRate) : format.NONE);
    const rows = [
      ['Jobs', format.count(lastHour.total), format.count(today.total)],
      ['Successful', format.count(lastHour.successful), format.count(today.successful), 'success'],
      ['Failed', format.count(lastHour.failed), format.count(today.failed), 'failure'],
      ['In progress', format.count(lastHour.inProgress), format.count(today.inProgress), 'other'],
      [
        'Success rate',
        valueOr(none(lastHour), 'There was no job in the last hour.'),
        valueOr(none(today), 'There was no job today.'),
      ],
    ];
    if (revenue) {
      rows.push(['Revenue', format.moneyRound(revenue.lastHour, revenue.currency), format.moneyRound(revenue.today, revenue.currency)]);
    }
    return html`<table class="now-table">
      <caption class="visually-hidden">Figures of the last hour and of today</caption>
      <thead><tr><td></td><th scope="col">Last hour</th><th scope="col">Today</th></tr></thead>
      <tbody>
        ${rows.map(
          ([name, hour, day, key]) => html`<tr>
            <th scope="row">${key ? html`<i class="key key-${key}"></i>` : nothing}${name}</th>
            <td>${hour}</td><td>${day}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #transactions(transactions) {
    if (!transactions) return nothing;
    const recent = (transactions.recent ?? []).slice(0, SHOWN);
    return html`<h3 class="sub-title">Latest transactions</h3>
      <p class="card-note">
        Today ${format.count(transactions.completed)} completed, ${format.count(transactions.pending)} pending,
        ${format.count(transactions.failed)} failed
      </p>
      ${recent.length === 0
        ? html`<p class="quiet">None has arrived yet.</p>`
        : html`<ul class="feed">
            ${repeat(
              recent,
              entry => entry.id,
              entry => html`<li>
                <i class="dot dot-${outcomeOf(entry.status)}" aria-hidden="true"></i>
                <span class="feed-main"><b>${format.money(entry.amount, entry.currency)}</b> <span class="quiet">${entry.method ?? ''}</span></span>
                <span class="feed-side" title=${format.momentLong(entry.createdAt)}>${entry.status} · ${format.ago(entry.createdAt)}</span>
              </li>`,
            )}
          </ul>`}`;
  }
}
customElements.define('ops-now', OpsNow);
