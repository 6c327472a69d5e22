// <ops-keys>: API keys. A key is shown once, when it is made.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { glyph } from '../glyphs.js';
import { get, post, remove } from '../http.js';
import { Listing } from '../listing.js';
import { Page, ROLES, SCOPES, badges, checks, field } from '../page.js';

const DAY_MS = 86_400_000;
const LIVES = { 30: '30 days', 90: '90 days', 365: 'A year', never: 'Never', date: 'On a day…' };

class OpsKeys extends Page {
  static properties = {
    roles: { state: true },
    scopes: { state: true },
    life: { state: true },
    copied: { state: true },
  };

  #keys = new Listing(
    () => this.requestUpdate(),
    (cursor, signal) => get('/api/v1/keys', { limit: 50, cursor }, signal),
  );

  firstUpdated() {
    this.#keys.refresh();
  }

  get #isAdmin() {
    return (this.user.roles ?? []).includes('admin');
  }

  /** Nobody hands out more than they have; an admin has all. */
  get #rolesToGive() {
    return Object.fromEntries(Object.entries(ROLES).filter(([role]) => this.#isAdmin || this.user.roles.includes(role)));
  }

  render() {
    return html`${this.told()}
      ${this.card({
        id: 'keys-title',
        title: this.#isAdmin ? 'API keys of the tenant' : 'Your API keys',
        note: 'For scripts and products: sent as X-API-Key.',
        actions: html`<button type="button" class="button button-main button-small" @click=${() => this.#begin()}>${glyph('plus')} New key</button>`,
        body: this.table({
          listing: this.#keys,
          caption: 'API keys, newest first',
          empty: 'There is no key yet',
          columns: [
            ['Name', key => html`<span class="cell-main">${key.name}</span> <span class="id quiet">${key.id}</span>`],
            ...(this.#isAdmin ? [['For', key => (key.user_id === this.user.id ? 'you' : html`<span class="id" title=${key.user_id}>${key.user_id}</span>`)]] : []),
            ['Roles', key => badges(key.roles)],
            ['Scopes', key => badges(key.scopes)],
            ['Last used', key => (key.last_used_at ? html`<span title=${format.momentLong(key.last_used_at)}>${format.ago(key.last_used_at)}</span>` : 'never')],
            ['Expires', key => (key.expires_at ? html`<span title=${format.momentLong(key.expires_at)}>${expiry(key.expires_at)}</span>` : 'never')],
            [
              '',
              key => html`<button type="button" class="button button-quiet button-small" aria-label="Revoke the key ${key.name}"
                @click=${() => this.show({ kind: 'revoke', key })}>Revoke</button>`,
            ],
          ],
        }),
      })}
      ${this.#dialog()}`;
  }

  #begin() {
    const role = ['ingest', 'user', 'viewer', 'admin'].find(one => this.#rolesToGive[one]);
    this.roles = new Set([role]);
    this.scopes = usual(this.roles);
    this.life = '90';
    this.show({ kind: 'new' });
  }

  #toggleRole(role, on) {
    const roles = new Set(this.roles);
    on ? roles.add(role) : roles.delete(role);
    this.roles = roles;
    this.scopes = usual(roles);
  }

  #toggleScope(scope, on) {
    const scopes = new Set(this.scopes);
    on ? scopes.add(scope) : scopes.delete(scope);
    this.scopes = scopes;
  }

  #dialog() {
    switch (this.open?.kind) {
      case 'new':
        return this.dialog({ title: 'New API key', body: this.#form(), submit: 'Make the key', onSubmit: form => this.#make(form) });
      case 'made':
        return this.dialog({ title: 'Your new key', body: this.#made(), closing: 'Done' });
      case 'revoke':
        return this.confirm({
          title: `Revoke “${this.open.key.name}”?`,
          text: 'Whatever uses it is refused within seconds, for good.',
          submit: 'Revoke',
          onSubmit: () => this.#revoke(this.open.key),
        });
      default:
        return nothing;
    }
  }

  #form() {
    return html`${field('key-name', 'Name', html`<input id="key-name" name="name" required maxlength="100" autocomplete="off" aria-describedby="key-name-hint" />`, 'What it is for, such as the script that uses it.')}
      ${this.#isAdmin
        ? field('key-user', 'For another user (optional)', html`<input id="key-user" name="user_id" maxlength="200" autocomplete="off" spellcheck="false" aria-describedby="key-user-hint" />`, 'Their id. A key of role user sees what is theirs; yours when empty.')
        : nothing}
      ${checks({ legend: 'Roles', name: 'roles', choices: this.#rolesToGive, chosen: this.roles, onChange: (role, on) => this.#toggleRole(role, on) })}
      ${checks({
        legend: 'May be used to',
        name: 'scopes',
        choices: Object.fromEntries(Object.entries(SCOPES).filter(([scope]) => scope !== 'admin' || this.#isAdmin).map(([scope, { text }]) => [scope, text])),
        chosen: this.scopes,
        possible: scope => suits(scope, this.roles),
        onChange: (scope, on) => this.#toggleScope(scope, on),
      })}
      ${field(
        'key-life',
        'Expires',
        html`<span class="select select-wide"><select id="key-life" name="life" @change=${event => (this.life = event.target.value)}>
          ${Object.entries(LIVES).map(([value, text]) => html`<option value=${value} ?selected=${value === this.life}>${text}</option>`)}
        </select>${glyph('chevron')}</span>`,
      )}
      ${this.life === 'date'
        ? field('key-day', 'Last day', html`<input id="key-day" name="day" type="date" required min=${new Date().toISOString().slice(0, 10)} />`)
        : nothing}`;
  }

  async #make(form) {
    const life = form.get('life');
    const expires =
      life === 'never' ? null : life === 'date' ? new Date(`${form.get('day')}T23:59:59`) : new Date(Date.now() + Number(life) * DAY_MS);
    const wanted = {
      name: form.get('name'),
      user_id: form.get('user_id')?.trim() || undefined,
      roles: [...this.roles],
      scopes: [...this.scopes],
      expires_at: expires?.toISOString(),
    };
    let made;
    if (!(await this.attempt(async () => (made = await post('/api/v1/keys', wanted))))) return;
    this.copied = false;
    this.open = { kind: 'made', made };
    this.#keys.refresh();
  }

  #made() {
    return html`<p class="dialog-text">Copy it now: it is kept nowhere and never shown again.</p>
      <div class="field"><label for="made-key">API key</label>
        <span class="copy-box">
          <input id="made-key" class="id" readonly .value=${this.open.made.key} @focus=${event => event.target.select()} />
          <button type="button" class="button button-main" @click=${() => this.#copy()}>${glyph('copy')} Copy</button>
        </span>
      </div>
      <p class="hint" role="status">${this.copied ? 'Copied.' : ''}</p>`;
  }

  async #copy() {
    const box = this.querySelector('#made-key');
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      this.copied = true;
    } catch {
      this.copied = document.execCommand('copy'); // without TLS browsers keep the newer way shut
    }
  }

  async #revoke(key) {
    const revoked = await this.attempt(() => remove(`/api/v1/keys/${encodeURIComponent(key.id)}`), `The key “${key.name}” is revoked.`);
    if (revoked) this.close();
    this.#keys.refresh();
  }
}

const suits = (scope, roles) => SCOPES[scope].roles.some(role => roles.has(role));
const usual = roles => new Set(Object.keys(SCOPES).filter(scope => scope !== 'admin' && suits(scope, roles)));
const expiry = at => (new Date(at) - Date.now() < 2 * DAY_MS ? format.moment(at) : format.day(at));

customElements.define('ops-keys', OpsKeys);
