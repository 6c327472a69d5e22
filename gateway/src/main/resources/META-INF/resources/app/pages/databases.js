// <ops-databases>: every database under watch; choosing one shows what goes on in it.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { glyph } from '../glyphs.js';
import { get, post, remove } from '../http.js';
import { WatchPage, again, figure, howTo, lacks, meter, opener } from '../watch.js';
import { sourceForm, sourceOf } from './database/form.js';
import { DATABASE_BADGES, whyOf } from './database/status.js';
import { trialReport } from './database/trial.js';
import './database/detail.js';

class OpsDatabases extends WatchPage {
  static properties = {
    chosen: { state: true },
    type: { state: true },
    trial: { state: true },
  };

  #sources = this.query(signal => get('/api/performance/data-sources', {}, signal));
  #registered = this.query(signal => get('/api/v1/data-sources', {}, signal));

  ask() {
    again(this.#sources);
    if (this.isAdmin) again(this.#registered);
  }

  updated(changed) {
    super.updated(changed);
    // Whoever closes the dialog of a test waits for its answer no longer, nor does the page.
    changed.get('open')?.asking?.abort();
  }

  get #items() {
    return this.#sources.view.data?.data ?? [];
  }

  render() {
    const chosen = this.#items.find(source => source.id === this.chosen);
    return html`${this.told()}
      ${this.card({
        id: 'databases-title',
        title: 'Databases',
        note: 'Looked at every ten seconds, each by itself.',
        actions: this.isAdmin
          ? html`<button type="button" class="button button-main button-small" @click=${() => this.#begin()}>${glyph('plus')} New database</button>`
          : nothing,
        body: this.table({
          listing: this.whole(this.#sources, answer => answer.data),
          caption: 'Databases under watch',
          chosen: source => source.id === this.chosen,
          empty: 'No database is watched yet',
          more: html`${this.isAdmin ? 'Register one with “New database”.' : 'An administrator can register one.'}
            ${howTo('watch-a-database', 'How to watch a database')} has the role it needs.`,
          columns: this.#columns(),
        }),
      })}
      ${chosen ? html`<ops-database id="database-detail" .user=${this.user} .source=${chosen}></ops-database>` : nothing}
      ${this.#dialog()}`;
  }

  #columns() {
    const marts = this.#items.some(source => source.freshness);
    const columns = [
      [
        'Database',
        source => html`${opener({
            name: source.name,
            label: `Show ${source.name}`,
            chosen: source.id === this.chosen,
            controls: 'database-detail',
            onChoose: () => (this.chosen = source.id === this.chosen ? null : source.id),
          })}
          <span class="cell-more">${source.type}${this.#where(source)}</span>`,
      ],
      [
        'Status',
        source => html`<span><span class="badge badge-${DATABASE_BADGES[source.status] ?? 'cancelled'}">${source.status}</span>
          ${whyOf(source) ? html`<span class="cell-more">${whyOf(source)}</span>` : nothing}</span>`,
      ],
      ['Response', source => this.#response(source)],
      ['Connections', source => this.#connections(source)],
      ['Size', source => html`<span class="no-wrap">${figure(format.bytes(source.databaseSizeBytes), lacks(source.unavailable)('databaseSizeBytes'))}</span>`],
      ...['cpu', 'memory', 'disk'].map(name => [
        { cpu: 'CPU', memory: 'Memory', disk: 'Disk' }[name],
        source => html`<span class="meter-cell">${meter(source.metrics?.[name], format.shortPercent(source.metrics?.[name]), lacks(source.unavailable)(`metrics.${name}`))}</span>`,
      ]),
      ...(marts ? [['Data age', source => this.#freshness(source)]] : []),
      ...(this.isAdmin ? [['', source => this.#actions(source)]] : []),
    ];
    return columns;
  }

  #where({ id }) {
    const known = this.#registered.view.data?.data.find(one => one.id === id);
    if (!known) return nothing;
    if (known.own) return ' · Opscope’s own';
    return known.host ? ` · ${known.host}:${known.port}` : known.schema ? ` · ${known.schema}` : nothing;
  }

  #response(source) {
    const why = lacks(source.unavailable);
    return html`<span class="no-wrap">${figure(format.milliseconds(source.responseTime), why('responseTime'))}
      <span class="cell-more" title="Of the last hour">avg ${figure(format.milliseconds(source.avgResponseTime), why('avgResponseTime'))},<br />
        max ${figure(format.milliseconds(source.maxResponseTime), why('maxResponseTime'))}</span></span>`;
  }

  #connections(source) {
    const why = lacks(source.unavailable);
    return html`<span class="no-wrap">${figure(format.count(source.connections), why('connections'))}
      <span class="quiet">of ${figure(format.count(source.connectionLimit), why('connectionLimit'))}</span></span>`;
  }

  #freshness(source) {
    if (!source.freshness) return html`<span class="quiet" role="img" aria-label="no mart">${format.NONE}</span>`;
    return html`<span class="no-wrap">${figure(format.seconds(source.freshness.ageSeconds), lacks(source.unavailable)('freshness.ageSeconds'))}
      <span class="cell-more">at most ${format.seconds(source.freshness.maxAgeSeconds)}</span></span>`;
  }

  #actions(source) {
    const own = this.#registered.view.data?.data.find(one => one.id === source.id)?.own;
    if (own) return nothing;
    // Behind a dialog they are out of reach anyway, and the focus has to find them when it closes.
    const waits = this.busy && !this.open;
    return html`<button type="button" class="button button-quiet button-small" aria-label="Test the connection to ${source.name}" ?disabled=${waits} @click=${() => this.#test(source)}>Test</button>
      <button type="button" class="button button-quiet button-small" aria-label="Remove ${source.name}" ?disabled=${waits} @click=${() => this.show({ kind: 'remove', source })}>Remove</button>`;
  }

  #begin() {
    this.type = 'postgresql';
    this.show({ kind: 'new' });
  }

  #dialog() {
    const { kind, source } = this.open ?? {};
    switch (kind) {
      case 'new':
        return this.dialog({
          title: 'New database',
          body: html`${sourceForm({ type: this.type, sources: this.#items, onType: type => (this.type = type) })}`,
          submit: 'Register',
          onSubmit: form => this.#register(form),
        });
      case 'trial':
        return this.dialog({
          title: `Connection to ${source.name}`,
          body: html`${this.problem && !this.trial ? nothing : trialReport(this.trial, text => this.copy(text, 'The statement'))}
            <p class="hint" role="status">${this.done}</p>`,
          closing: 'Close',
        });
      case 'remove':
        return this.confirm({
          title: `Remove ${source.name}?`,
          text: 'It is watched no longer, and its figures, history and access log are gone. The database itself is left alone.',
          submit: 'Remove',
          onSubmit: () => this.#remove(source),
        });
      default:
        return nothing;
    }
  }

  async #register(form) {
    const wanted = sourceOf(form);
    let made;
    if (!(await this.attempt(async () => (made = await post('/api/v1/data-sources', wanted)), `${wanted.name} is registered.`))) return;
    this.close();
    await this.#afresh();
    // What it may read is the next question anyway.
    this.#test(made.data);
  }

  async #test(source) {
    if (this.busy || this.open) return; // after registering, somebody may have gone on already
    const dialog = { kind: 'trial', source, asking: new AbortController() };
    this.trial = null;
    this.show(dialog);
    await this.attempt(async () => {
      try {
        const { data } = await post(`${address(source)}/test`, {}, dialog.asking.signal);
        if (this.open === dialog) this.trial = data;
      } catch (problem) {
        if (this.open === dialog) throw problem;
      }
    });
  }

  async #remove(source) {
    if (!(await this.attempt(() => remove(address(source)), `${source.name} is removed.`))) return;
    this.close();
    if (this.chosen === source.id) this.chosen = null;
    this.#afresh();
  }

  #afresh() {
    return Promise.all([this.#sources.refresh(), this.#registered.refresh()]);
  }
}

const address = source => `/api/v1/data-sources/${encodeURIComponent(source.id)}`;

customElements.define('ops-databases', OpsDatabases);
