// <ops-open-alerts>: what fires or is about to, and what ended lately.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { glyph } from '../../glyphs.js';
import { get, post } from '../../http.js';
import { Listing } from '../../listing.js';
import { WatchPage, again, howTo } from '../../watch.js';
import { silenceForm, silenceOf } from './silence-form.js';
import { conditionText, labelList, severityBadge, since, stateBadge } from './words.js';

const AT_ONCE = 500;
const ENDED = 20;

class OpsOpenAlerts extends WatchPage {
  #known = null;
  #open = this.query(async signal => {
    const ask = state => get('/api/v1/alerts', { state, limit: AT_ONCE }, signal);
    const [firing, pending] = await Promise.all([ask('firing'), ask('pending')]);
    return { items: [...firing.data, ...pending.data], firing: firing.data.length };
  });
  #ended = new Listing(
    () => this.requestUpdate(),
    async (cursor, signal) => {
      const page = await get('/api/v1/alerts', { state: 'resolved', limit: ENDED, cursor }, signal);
      return { items: page.data, next_cursor: page.next_cursor };
    },
  );

  async ask() {
    await again(this.#open);
    const { data } = this.#open.view;
    if (data === null) return;
    window.dispatchEvent(new CustomEvent('opscope-firing', { detail: data.firing }));
    // What ended goes on behind "Show more", so it begins anew only when something may have ended.
    const open = data.items.map(alert => alert.id).join();
    if (open !== this.#known || this.#ended.view.problem) this.#ended.refresh();
    this.#known = open;
  }

  /** Who only reads acknowledges nothing. */
  get #mayAcknowledge() {
    return this.user.roles.some(role => role === 'admin' || role === 'user');
  }

  render() {
    const { data } = this.#open.view;
    const firing = data?.firing ?? 0;
    return html`${this.told()}
      ${this.card({
        id: 'open-alerts-title',
        title: 'Now',
        note: data === null ? 'What fires, and what will if it lasts.' : `${format.count(firing)} firing, ${format.count(data.items.length - firing)} pending`,
        body: this.table({
          listing: this.whole(this.#open, answer => answer.items),
          caption: 'Alerts that fire or are pending',
          empty: 'Nothing fires',
          more: html`Rules are evaluated every 15 seconds. ${howTo('alerts', 'How to be told')} says how to add some.`,
          columns: [
            ...this.#about(),
            ['State', alert => html`<span>${stateBadge(alert.state)}
              ${alert.silenced ? html`<span class="badge badge-cancelled">silenced</span>` : nothing}
              ${alert.acknowledged_at ? html`<span class="cell-more">acknowledged ${since(alert.acknowledged_at)}${alert.acknowledged_by === this.user.id ? ' by you' : ''}</span>` : nothing}</span>`],
            ['Since', alert => since(alert.started_at)],
            ...(this.#mayAcknowledge ? [['', alert => this.#actions(alert)]] : []),
          ],
        }),
      })}
      ${this.card({
        id: 'ended-alerts-title',
        title: 'Ended lately',
        note: 'The latest first.',
        body: this.table({
          listing: this.#ended,
          long: true,
          caption: 'Alerts that ended, the latest first',
          empty: 'None has ended yet',
          columns: [
            ...this.#about(),
            ['Began', alert => since(alert.started_at)],
            ['Ended', alert => html`<span>${since(alert.resolved_at)}${alert.ending ? html`<span class="cell-more">${alert.ending}</span>` : nothing}</span>`],
            ['Lasted', alert => format.seconds((new Date(alert.resolved_at) - new Date(alert.started_at)) / 1000)],
          ],
        }),
      })}
      ${this.open
        ? this.dialog({
            title: `Silence ${this.open.alert.rule_name}`,
            body: silenceForm(this.open.alert),
            submit: 'Silence',
            onSubmit: form => this.#silence(form, this.open.alert),
          })
        : nothing}`;
  }

  #about() {
    return [
      ['Alert', alert => html`<span class="cell-main">${alert.rule_name}</span> ${labelList(alert.labels)}`],
      ['Severity', alert => severityBadge(alert.severity)],
      [
        'Value',
        alert => html`<span>${alert.value === null ? html`<span class="quiet">no data</span>` : html`<b>${format.decimal(alert.value)}</b>`} <span class="quiet">${conditionText(alert)}</span>
          <span class="cell-more">${alert.metric_name}</span></span>`,
      ],
    ];
  }

  #actions(alert) {
    return html`${alert.acknowledged_at || alert.state !== 'firing'
        ? nothing
        : html`<button type="button" class="button button-quiet button-small" aria-label="Acknowledge ${alert.rule_name}" ?disabled=${this.busy} @click=${() => this.#acknowledge(alert)}>Acknowledge</button>`}
      ${this.isAdmin && !alert.silenced
        ? html`<button type="button" class="button button-quiet button-small" aria-label="Silence ${alert.rule_name}" @click=${() => this.show({ alert })}>${glyph('mute')} Silence</button>`
        : nothing}`;
  }

  async #acknowledge(alert) {
    const done = `${alert.rule_name} is acknowledged: nobody is reminded of it any more.`;
    await this.attempt(() => post(`/api/v1/alerts/${encodeURIComponent(alert.id)}/acknowledge`, {}), done);
    this.#open.refresh();
  }

  async #silence(form, alert) {
    if (!(await this.attempt(() => post('/api/v1/alerts/silences', silenceOf(form, alert)), `${alert.rule_name} is silenced.`))) return;
    this.close();
    this.#open.refresh();
    this.dispatchEvent(new CustomEvent('silenced', { bubbles: true }));
  }
}

customElements.define('ops-open-alerts', OpsOpenAlerts);
