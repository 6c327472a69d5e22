// <ops-database>: one database: how it was, what runs and waits, what is slow, and who signed in.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { glyph } from '../../glyphs.js';
import { get } from '../../http.js';
import { WatchPage, again, figure, howTo, lackNotes, lacks, readAt } from '../../watch.js';
import { activity } from './activity.js';
import { statementCard } from './statement.js';
import './history.js';

const SELDOM_MS = 30_000; // what changes by the minute need not be asked for every ten seconds
const ACCESSES = 30;
const ACTIONS = { LOGIN: 'Sign-in', LOGOUT: 'Sign-out', QUERY_EXECUTION: 'Statement', SCHEMA_CHANGE: 'Schema change', PRIVILEGE_CHANGE: 'Privilege change' };
const LOGGED = { LOGIN: 'Sign-ins', LOGOUT: 'Sign-outs', QUERY_EXECUTION: 'Statements', SCHEMA_CHANGE: 'Schema changes', PRIVILEGE_CHANGE: 'Privilege changes' };
const BOUNDS = { 1000: 'Over a second', 100: 'Over 100 ms', 0: 'All' };

class OpsDatabase extends WatchPage {
  static properties = {
    source: { attribute: false },
    bound: { state: true },
  };

  #seldomAt = 0;
  #of = null;
  #history = this.query(signal => get(this.#address('history'), {}, signal));
  #active = this.query(signal => get(this.#address('active-queries'), {}, signal));
  #slow = this.query(signal => get(this.#address('slow-queries'), { minMs: this.bound }, signal));
  #accesses = this.query(signal => get(this.#address('access-logs'), { limit: ACCESSES }, signal));

  constructor() {
    super();
    this.bound = '1000';
  }

  #address(what) {
    return `/api/performance/data-sources/${encodeURIComponent(this.source.id)}/${what}`;
  }

  willUpdate(changed) {
    if (!changed.has('source') || this.#of === this.source?.id) return;
    if (this.#of !== null) for (const query of [this.#history, this.#active, this.#slow, this.#accesses]) query.forget();
    this.#of = this.source.id;
    this.#seldomAt = 0;
    this.ask();
  }

  ask() {
    if (!this.source || this.#of !== this.source.id) return; // the first time comes with the source
    again(this.#active);
    if (Date.now() - this.#seldomAt < SELDOM_MS) return;
    this.#seldomAt = Date.now();
    again(this.#history);
    again(this.#accesses);
    again(this.#slow, this.bound);
  }

  render() {
    if (!this.source) return nothing;
    return html`${this.told()}
      <ops-history .view=${this.#history.view} .name=${this.source.name} @retry=${() => this.#history.refresh()}></ops-history>
      ${this.#activeCard()} ${this.#slowCard()} ${this.#accessCard()}`;
  }

  #activeCard() {
    const answer = this.#active.view.data;
    return this.card({
      id: 'active-title',
      title: 'Running now',
      note: `Statements that run or hold a transaction open, and whom they wait for.${readAt(answer)}`,
      body: html`${lackNotes(answer?.unavailable)}
        ${this.table({
          listing: this.whole(this.#active, one => one.data),
          caption: `Statements that run on ${this.source.name}`,
          empty: answer?.unavailable?.length ? 'Nothing could be read' : 'Nothing runs at this moment',
          columns: activity,
        })}`,
    });
  }

  #slowCard() {
    const answer = this.#slow.view.data;
    const choose = event => {
      this.bound = event.target.value;
      this.#slow.refresh(this.bound);
    };
    return this.card({
      id: 'slow-title',
      title: 'Slow statements',
      note: `By their mean time in the last hour, with what would help.${readAt(answer)}`,
      actions: html`<span class="select"><select aria-label="Mean time of statements shown" @change=${choose}>
        ${Object.entries(BOUNDS)
          .sort(([one], [other]) => other - one)
          .map(([value, text]) => html`<option value=${value} ?selected=${value === this.bound}>${text}</option>`)}
      </select>${glyph('chevron')}</span>`,
      body: html`${lackNotes(answer?.unavailable)}
        ${this.listed(this.#slow, `No statement took ${this.bound === '0' ? 'any time' : BOUNDS[this.bound].toLowerCase()} in the last hour`, statements =>
          html`<ul class="statements">${statements.map(statement => statementCard(statement, text => this.copy(text, 'The statement')))}</ul>`,
        )}`,
    });
  }

  #accessCard() {
    const answer = this.#accesses.view.data;
    const logged = name => LOGGED[name.replace('action.', '')] ?? null;
    return this.card({
      id: 'access-title',
      title: 'Access log',
      note: `The latest ${ACCESSES}, as the server writes them down.${readAt(answer)}`,
      body: html`${lackNotes(answer?.unavailable, logged)}
        ${this.table({
          listing: this.whole(this.#accesses, one => one.data),
          long: true,
          caption: `Who did what on ${this.source.name}, newest first`,
          empty: 'Nothing was written down',
          more: html`${howTo('read-access-logs', 'How to see who signs in')} says what to switch on.`,
          columns: [
            ['Who', entry => html`<span class="cell-main">${figure(entry.user ?? format.NONE, lacks(entry.unavailable)('user'))}</span>`],
            ['What', entry => ACTIONS[entry.action] ?? entry.action],
            [
              'Outcome',
              entry =>
                entry.status
                  ? html`<span class="badge badge-${entry.status === 'success' ? 'success' : 'failure'}">${entry.status}</span>`
                  : figure(format.NONE, lacks(entry.unavailable)('status')),
            ],
            ['When', entry => html`<time datetime=${entry.timestamp} title=${format.momentLong(entry.timestamp)}>${format.ago(entry.timestamp)}</time>`],
            ['Duration', entry => figure(format.milliseconds(entry.duration), lacks(entry.unavailable)('duration'))],
          ],
        })}`,
    });
  }
}

customElements.define('ops-database', OpsDatabase);
