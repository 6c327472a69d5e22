// <ops-alert-channels>: where alerts are told, for admins. Secrets go in and never come back.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { glyph } from '../../glyphs.js';
import { get, patch, post, remove } from '../../http.js';
import { WatchPage, again, howTo } from '../../watch.js';
import { TYPES, channelForm, channelOf } from './channel-form.js';
import { toggle } from './words.js';

const address = channel => `/api/v1/alerts/channels/${encodeURIComponent(channel.id)}`;

class OpsAlertChannels extends WatchPage {
  static properties = { type: { state: true } };

  #channels = this.query(signal => get('/api/v1/alerts/channels', {}, signal));

  ask() {
    again(this.#channels);
  }

  render() {
    return html`${this.told()}
      ${this.card({
        id: 'channels-title',
        title: 'Channels',
        note: 'Where alerts are told. A rule names the ones it is told to.',
        actions: html`<button type="button" class="button button-main button-small" @click=${() => this.#begin()}>${glyph('plus')} New channel</button>`,
        body: this.table({
          listing: this.whole(this.#channels, answer => answer.data),
          caption: 'Channels',
          empty: 'There is no channel yet, so nobody is told',
          more: html`Make one with “New channel”. ${howTo('alerts', 'How to be told')} has what each kind needs.`,
          columns: [
            ['Channel', channel => html`<span class="cell-main">${channel.name}</span> <span class="cell-more">${TYPES[channel.type]?.name ?? channel.type}</span>`],
            ['Settings', channel => this.#settings(channel)],
            ['Delivered', channel => this.#deliveries(channel.deliveries)],
            ['On', channel => toggle({ on: channel.enabled, label: `Channel ${channel.name}`, busy: this.busy, onChange: enabled => this.#after(() => patch(address(channel), { enabled }), `${channel.name} is switched ${enabled ? 'on' : 'off'}.`) })],
            [
              '',
              channel => html`<button type="button" class="button button-quiet button-small" aria-label="Test ${channel.name}" ?disabled=${this.busy} @click=${() => this.#test(channel)}>Test</button>
                <button type="button" class="button button-quiet button-small" aria-label="Delete ${channel.name}" @click=${() => this.show({ kind: 'delete', channel })}>Delete</button>`,
            ],
          ],
        }),
      })}
      ${this.#dialog()}`;
  }

  #settings({ settings, secrets }) {
    return html`<span>${Object.entries(settings).map(([name, value]) => html`<span class="setting"><span class="quiet">${name}</span> ${value}</span>`)}
      ${secrets.length ? html`<span class="setting"><span class="quiet">${secrets.join(', ')}</span> kept secret</span>` : nothing}</span>`;
  }

  #deliveries({ delivered, waiting, given_up: givenUp, last_delivered: last, last_error: error }) {
    return html`<span>${format.count(delivered)}
      ${last ? html`<span class="quiet">last ${format.ago(last)}</span>` : nothing}
      ${waiting || givenUp ? html`<span class="cell-more">${format.count(waiting)} waiting, ${format.count(givenUp)} given up</span>` : nothing}
      ${error ? html`<span class="cell-more is-problem">${error}</span>` : nothing}</span>`;
  }

  #begin() {
    this.type = 'email';
    this.show({ kind: 'new' });
  }

  #dialog() {
    const { kind, channel } = this.open ?? {};
    switch (kind) {
      case 'new':
        return this.dialog({
          title: 'New channel',
          body: channelForm({ type: this.type, onType: type => (this.type = type) }),
          submit: 'Create',
          onSubmit: form => this.#create(form),
        });
      case 'delete':
        return this.confirm({
          title: `Delete ${channel.name}?`,
          text: 'Nothing is told there any more, also what waits to be.',
          submit: 'Delete',
          onSubmit: () => this.#after(() => remove(address(channel)), `${channel.name} is deleted.`),
        });
      default:
        return nothing;
    }
  }

  #create(form) {
    const wanted = channelOf(form);
    return this.#after(() => post('/api/v1/alerts/channels', wanted), `${wanted.name} is made. Test it, and give it to a rule.`);
  }

  async #test(channel) {
    let trial;
    if (!(await this.attempt(async () => (trial = (await post(`${address(channel)}/test`, {})).data)))) return;
    if (trial.delivered) this.done = `${channel.name} took the test message.`;
    else this.problem = { title: `${channel.name} did not take the test message`, detail: `${channel.name} did not take the test message: ${trial.reason}` };
    this.#channels.refresh();
  }

  async #after(work, done) {
    if (!(await this.attempt(work, done))) return;
    this.close();
    this.#channels.refresh();
  }
}

customElements.define('ops-alert-channels', OpsAlertChannels);
