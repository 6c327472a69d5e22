// <ops-application>: how Opscope itself does in all its replicas, or a product that sends measurements and logs.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { glyph } from '../glyphs.js';
import { get } from '../http.js';
import { WatchPage, again, figure, howTo, lackNotes, lacks, meter } from '../watch.js';
import { applicationTiles } from './application/tiles.js';
import { logLines } from './pipeline/status.js';

const LEVELS = ['critical', 'error', 'warning', 'info'];
const SOURCES = ['api', 'database', 'auth', 'scheduler', 'worker'];
/** What Opscope's own pools hold; a product's are called as it calls them. */
const POOLS = new Map([
  ['database', 'database connections'],
  ['requests', 'requests being answered'],
  ['workers', 'worker threads'],
]);

class OpsApplication extends WatchPage {
  static properties = {
    product: { state: true },
    level: { state: true },
    source: { state: true },
  };

  #answer = this.query(signal => get('/api/performance/application', { app: this.product || null, level: this.level || null, source: this.source || null }, signal));

  constructor() {
    super();
    this.product = '';
    this.level = '';
    this.source = '';
  }

  get #key() {
    return [this.product, this.level, this.source].join('|');
  }

  ask() {
    again(this.#answer, this.#key);
  }

  render() {
    const { data, outdated } = this.#answer.view;
    const application = data?.data;
    return html`${this.told()} ${this.#chooser()}
      ${application
        ? html`${this.#answer.view.problem ? this.#state() : nothing}<div class=${outdated ? 'is-another' : ''} aria-busy=${outdated ? 'true' : 'false'}>${this.#figures(application)}</div>`
        : this.card({ id: 'application-title', title: this.#name, body: this.#state() })}`;
  }

  get #name() {
    return this.product || 'Opscope itself';
  }

  /** Loading or broken, in the words of the tables. */
  #state() {
    return this.table({ listing: this.whole(this.#answer, () => []), caption: '', columns: [], empty: '' });
  }

  #chooser() {
    const choose = event => {
      event.preventDefault();
      this.product = new FormData(event.target).get('app').trim();
      this.#answer.refresh(this.#key);
    };
    const back = () => {
      this.product = '';
      this.#answer.refresh(this.#key);
    };
    return html`<form class="chooser" @submit=${choose}>
      <label for="product">Product</label>
      <input id="product" name="app" class="search" maxlength="100" autocomplete="off" spellcheck="false" placeholder="Opscope itself" .value=${this.product} />
      <button type="submit" class="button button-quiet button-small">Show</button>
      ${this.product ? html`<button type="button" class="button button-quiet button-small" @click=${back}>Opscope itself</button>` : nothing}
      <span class="hint">${howTo('show-your-application', 'How to show your own')}</span>
    </form>`;
  }

  #figures(application) {
    const window = format.seconds(application.windowSeconds);
    return html`${applicationTiles(application, window)}
      <div class="watch-grid">
        ${this.#endpoints(application, window)} ${this.#inside(application)}
      </div>
      ${this.#replicas(application)} ${this.#log(application)}`;
  }

  #endpoints({ endpoints }, window) {
    return this.card({
      id: 'endpoints-title',
      title: 'Endpoints',
      note: `Of the last ${window}, the one with most requests first.`,
      body: this.table({
        listing: rows(endpoints ?? []),
        long: true,
        caption: 'Endpoints, the one with most requests first',
        empty: 'Nothing was asked for',
        columns: [
          ['Endpoint', one => html`<span class="id endpoint">${one.endpoint}</span>`],
          ['Requests', one => format.count(one.requests)],
          ['Errors', one => html`<span class=${one.errors ? 'is-problem' : ''}>${figure(format.count(one.errors), 'Errors are not told by endpoint.')}</span>`],
          ['Mean', one => figure(format.milliseconds(one.avgResponseTime), 'No request was timed.')],
          ['p95', one => figure(format.milliseconds(one.p95ResponseTime), 'No request was timed.')],
        ],
      }),
    });
  }

  #inside({ pools, queues, unavailable }) {
    const why = lacks(unavailable);
    return this.card({
      id: 'inside-title',
      title: 'Inside',
      note: 'What is in use of all there is, and what waits.',
      body: html`<dl class="rows">
        ${pools?.length
          ? pools.map(pool => html`<div><dt>${POOLS.get(pool.name) ?? pool.name}</dt><dd>${meter((100 * pool.active) / pool.size, `${format.count(pool.active)} of ${format.count(pool.size)}`)}</dd></div>`)
          : html`<div><dt>In use</dt><dd>${figure(format.NONE, why('pools') ?? 'No pool was told of.')}</dd></div>`}
        ${queues?.length
          ? queues.map(queue => html`<div><dt>${queue.name} waiting</dt><dd>${format.count(queue.depth)}</dd></div>`)
          : html`<div><dt>Waiting</dt><dd>${figure(format.NONE, why('queueDepth') ?? why('queues') ?? 'No queue was told of.')}</dd></div>`}
      </dl>`,
    });
  }

  #replicas({ replicas }) {
    return this.card({
      id: 'replicas-title',
      title: 'Replicas',
      note: 'Each by itself.',
      body: this.table({
        listing: rows(replicas ?? []),
        caption: 'Replicas',
        empty: 'No replica has told of itself',
        columns: [
          ['Replica', one => html`<span class="cell-main">${one.service ?? one.replica}</span>${one.service ? html`<span class="cell-more">${one.replica}</span>` : nothing}`],
          ['Up for', one => figure(format.seconds(one.uptimeSeconds), 'The replica does not tell.')],
          ['Requests', one => figure(format.count(one.requests), 'The replica does not tell.')],
          ['Errors', one => figure(format.count(one.errors), 'The replica does not tell.')],
          ['p95', one => figure(format.milliseconds(one.p95ResponseTime), 'No request was timed.')],
          ['CPU', one => figure(format.shortPercent(one.cpu), 'The replica does not tell.')],
          ['Memory', one => figure(format.shortPercent(one.memory), 'The replica does not tell.')],
          [
            'Of it the process',
            one => html`<span class="no-wrap">${figure(format.shortPercent(one.processCpu), 'The replica does not tell.')},
              ${figure(format.bytes(one.processMemoryBytes), 'The replica does not tell.')}</span>`,
          ],
          ['Seen', one => html`<time datetime=${one.at} title=${format.momentLong(one.at)}>${format.ago(one.at)}</time>`],
        ],
      }),
    });
  }

  #log({ logs, unavailable }) {
    const select = (label, value, names, choose) => html`<span class="select"><select aria-label=${label} @change=${event => {
        choose(event.target.value);
        this.#answer.refresh(this.#key);
      }}><option value="">${label}</option>${names.map(name => html`<option value=${name} ?selected=${name === value}>${name}</option>`)}</select>${glyph('chevron')}</span>`;
    return this.card({
      id: 'tail-title',
      title: 'Log',
      note: 'The newest 100 lines, the latest first.',
      actions: html`${select('All levels', this.level, LEVELS, value => (this.level = value))}
        ${select('All sources', this.source, SOURCES, value => (this.source = value))}`,
      body: html`${lackNotes((unavailable ?? []).filter(one => one.field === 'logs'))}
        ${logLines(logs ?? [], this.level || this.source ? 'There are no such lines.' : 'There are no lines.')}`,
    });
  }
}

/** What is there already, as the tables of a page take it. */
const rows = items => ({ view: { items, cursor: null, problem: null, loading: false } });

customElements.define('ops-application', OpsApplication);
