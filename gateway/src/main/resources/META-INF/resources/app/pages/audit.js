// <ops-audit>: who did what about accounts, keys, sessions and the tenant, for admins.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { glyph } from '../glyphs.js';
import { get } from '../http.js';
import { Listing } from '../listing.js';
import { Page } from '../page.js';

const ACTIONS = [
  'sign_in', 'sign_out', 'lock_out', 'lock_out_lifted', 'refresh_reused', 'session_ended', 'sessions_ended',
  'password_changed', 'user_created', 'user_changed', 'roles_changed', 'user_disabled', 'user_enabled', 'user_removed',
  'key_created', 'key_revoked', 'tenant_created', 'tenant_changed', 'tenant_disabled', 'tenant_enabled',
];
const VIA = {
  password: 'a password', refresh_token: 'a refresh token', access_token: 'a token', cookie: 'a browser', api_key: 'a key',
  outside_token: 'the outside issuer', operator: 'who runs the installation', system: 'the suite itself',
};
const NAMES_AT_MOST = 1000;

class OpsAudit extends Page {
  static properties = {
    action: { state: true },
    outcome: { state: true },
    names: { state: true },
  };

  #entries = new Listing(
    () => this.requestUpdate(),
    (cursor, signal) => get('/api/v1/audit', { limit: 50, cursor, action: this.action || null, outcome: this.outcome || null }, signal),
  );

  async firstUpdated() {
    this.#entries.refresh();
    // Names are a courtesy: without them the ids stay, which is what the audit holds.
    const page = await get('/api/v1/users', { limit: NAMES_AT_MOST }).catch(() => ({ items: [] }));
    this.names = new Map(page.items.map(person => [person.id, person.email]));
  }

  render() {
    return this.card({
      id: 'audit-title',
      title: 'Audit',
      note: 'Newest first. Nobody can change what stands here.',
      actions: html`${this.#select('audit-action', 'What was done', [['', 'Everything'], ...ACTIONS.map(one => [one, words(one)])], value => (this.action = value))}
        ${this.#select('audit-outcome', 'Outcome', [['', 'Done and failed'], ['done', 'Done'], ['failed', 'Failed']], value => (this.outcome = value))}`,
      body: this.table({
        listing: this.#entries,
        caption: 'Who did what, newest first',
        empty: 'Nothing of that kind was done',
        columns: [
          ['What', entry => html`<span class="cell-main">${words(entry.action)}</span>
            ${entry.outcome === 'failed' ? html`<span class="badge badge-failure">failed</span>` : nothing}
            ${entry.detail ? html`<span class="cell-more">${entry.detail}</span>` : nothing}`],
          ['When', entry => html`<time datetime=${entry.at} title=${format.momentLong(entry.at)}>${format.moment(entry.at)}</time>`],
          ['Who', entry => html`${entry.actor_id ? this.#name(entry.actor_id) : nothing}
            <span class="cell-more">${entry.actor_id ? 'by ' : ''}${VIA[entry.actor_via] ?? entry.actor_via}</span>`],
          ['To', entry => html`${entry.subject_id ? this.#name(entry.subject_id) : format.NONE} <span class="cell-more">${entry.subject_kind}</span>`],
          ['From', entry => html`<span class="address">${entry.address ?? format.NONE}</span>`],
        ],
      }),
    });
  }

  #select(id, label, choices, choose) {
    return html`<span class="select"><select id=${id} aria-label=${label}
        @change=${event => {
          choose(event.target.value);
          this.#entries.refresh();
        }}>${choices.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select>${glyph('chevron')}</span>`;
  }

  #name(id) {
    const email = this.names?.get(id);
    return email ? html`<span title=${id}>${email}</span>` : html`<span class="id" title=${id}>${id}</span>`;
  }
}

const words = action => {
  const text = action.replaceAll('_', ' ');
  return text[0].toUpperCase() + text.slice(1);
};

customElements.define('ops-audit', OpsAudit);
