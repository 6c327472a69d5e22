// <ops-people>: the tenant's accounts, for admins.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { glyph } from '../glyphs.js';
import { get, patch, post, remove } from '../http.js';
import { Listing } from '../listing.js';
import { Page, ROLES, badges, checks, field } from '../page.js';

const AFTER_TYPING_MS = 250;

class OpsPeople extends Page {
  static properties = {
    sought: { state: true },
    roles: { state: true },
  };

  #typing = null;
  #people = new Listing(
    () => this.requestUpdate(),
    (cursor, signal) => get('/api/v1/users', { limit: 50, cursor, q: this.sought || null }, signal),
  );

  firstUpdated() {
    this.#people.refresh();
  }

  render() {
    return html`${this.told()}
      ${this.card({
        id: 'people-title',
        title: 'Users',
        note: 'Who can sign in to this tenant.',
        actions: html`<input type="search" class="search" aria-label="Find by name or e-mail" placeholder="Find by name or e-mail" maxlength="200"
            @input=${event => this.#seek(event.target.value)} />
          <button type="button" class="button button-main button-small" @click=${() => this.#begin()}>${glyph('plus')} New user</button>`,
        body: this.table({
          listing: this.#people,
          caption: 'Users by e-mail address',
          empty: this.sought ? 'Nobody is called like that' : 'There is nobody',
          columns: [
            [
              'User',
              person => html`<span class="cell-main">${person.full_name}</span>
                ${person.id === this.user.id ? html`<span class="badge badge-progress">you</span>` : nothing}
                <span class="cell-more">${person.email}</span>`,
            ],
            ['Roles', person => badges(person.roles)],
            ['State', person => (person.is_active ? html`<span class="badge badge-success">active</span>` : html`<span class="badge badge-failure">deactivated</span>`)],
            ['Since', person => html`<span title=${format.momentLong(person.created_at)}>${format.day(person.created_at)}</span>`],
            [
              '',
              person => html`<button type="button" class="button button-quiet button-small" aria-label="Edit ${person.email}" @click=${() => this.#edit(person)}>Edit</button>
                ${person.is_active
                  ? html`<button type="button" class="button button-quiet button-small" aria-label="Deactivate ${person.email}" @click=${() => this.show({ kind: 'shut', person })}>Deactivate</button>`
                  : html`<button type="button" class="button button-quiet button-small" aria-label="Activate ${person.email}" ?disabled=${this.busy} @click=${() => this.#activate(person, true)}>Activate</button>`}`,
            ],
          ],
        }),
      })}
      ${this.#dialog()}`;
  }

  #seek(text) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.sought = text.trim();
      this.#people.refresh();
    }, AFTER_TYPING_MS);
  }

  #begin() {
    this.roles = new Set(['viewer']);
    this.show({ kind: 'new' });
  }

  #edit(person) {
    this.roles = new Set(person.roles);
    this.show({ kind: 'edit', person });
  }

  #toggleRole(role, on) {
    const roles = new Set(this.roles);
    on ? roles.add(role) : roles.delete(role);
    this.roles = roles;
  }

  #dialog() {
    const { kind, person } = this.open ?? {};
    switch (kind) {
      case 'new':
        return this.dialog({ title: 'New user', body: this.#form(null), submit: 'Create', onSubmit: form => this.#create(form) });
      case 'edit':
        return this.dialog({ title: `Edit ${person.email}`, body: this.#form(person), submit: 'Save', onSubmit: form => this.#save(person, form) });
      case 'shut':
        return this.confirm({
          title: `Deactivate ${person.email}?`,
          text: 'Their sessions end and their keys stop within seconds. What they did stays, and they can be activated again.',
          submit: 'Deactivate',
          onSubmit: () => this.#activate(person, false),
        });
      default:
        return nothing;
    }
  }

  #form(person) {
    const password = person ? 'New password (optional)' : 'Password';
    const hint = person ? 'Ends their sessions. 12 characters or more.' : '12 characters or more. They can change it once they are signed in.';
    return html`${field('user-name', 'Full name', html`<input id="user-name" name="full_name" required maxlength="200" autocomplete="off" .value=${person?.full_name ?? ''} />`)}
      ${field('user-email', 'E-mail', html`<input id="user-email" name="email" type="email" required maxlength="320" autocomplete="off" spellcheck="false" .value=${person?.email ?? ''} />`)}
      ${field('user-password', password, html`<input id="user-password" name="password" type="password" autocomplete="new-password" ?required=${!person} aria-describedby="user-password-hint" />`, hint)}
      ${checks({ legend: 'Roles', name: 'roles', choices: ROLES, chosen: this.roles, onChange: (role, on) => this.#toggleRole(role, on) })}
      ${person
        ? html`<button type="button" class="link-button" ?disabled=${this.busy} @click=${() => this.#unlock(person)}>Let them try to sign in again at once</button>`
        : nothing}`;
  }

  async #create(form) {
    const email = form.get('email');
    const wanted = { email, full_name: form.get('full_name'), password: form.get('password'), roles: [...this.roles] };
    this.#after(await this.attempt(() => post('/api/v1/users', wanted), `${email} can sign in now.`));
  }

  async #save(person, form) {
    const changed = {
      email: form.get('email'),
      full_name: form.get('full_name'),
      password: form.get('password') || undefined,
      roles: [...this.roles],
    };
    this.#after(await this.attempt(() => patch(this.#address(person), changed), `${changed.email} is changed.`));
  }

  async #activate(person, active) {
    const done = `${person.email} is ${active ? 'active again' : 'deactivated'}.`;
    this.#after(await this.attempt(() => patch(this.#address(person), { is_active: active }), done));
  }

  async #unlock(person) {
    this.#after(await this.attempt(() => remove(`${this.#address(person)}/lock-out`), `${person.email} can try again.`));
  }

  #address(person) {
    return `/api/v1/users/${encodeURIComponent(person.id)}`;
  }

  #after(done) {
    if (!done) return;
    this.close();
    this.#people.refresh();
  }
}

customElements.define('ops-people', OpsPeople);
