// <ops-account>: one's own password, and where one is signed in.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { get, post, remove } from '../http.js';
import { Listing } from '../listing.js';
import { Page, field } from '../page.js';

const SHORTEST = 12;

class OpsAccount extends Page {
  #sessions = new Listing(
    () => this.requestUpdate(),
    (cursor, signal) => get('/api/v1/sessions', { limit: 20, cursor }, signal),
  );

  firstUpdated() {
    this.#sessions.refresh();
  }

  render() {
    return html`${this.told()}
      <div class="settings-grid">${this.#password()} ${this.#open()}</div>
      ${this.#dialog()}`;
  }

  #password() {
    return this.card({
      id: 'password-title',
      title: 'Password',
      note: 'Changing it signs you out everywhere else. API keys stay.',
      body: html`<form class="form" @submit=${this.#change} novalidate>
        <input type="email" name="username" autocomplete="username" .value=${this.user.email ?? ''} hidden readonly />
        ${field(
          'current-password',
          'Current password',
          html`<input id="current-password" name="current" type="password" autocomplete="current-password" required />`,
        )}
        ${field(
          'new-password',
          'New password',
          html`<input id="new-password" name="replacement" type="password" autocomplete="new-password" required aria-describedby="new-password-hint" />`,
          `${SHORTEST} characters or more; a sentence is easier to remember than signs.`,
        )}
        ${field(
          'again-password',
          'New password again',
          html`<input id="again-password" name="again" type="password" autocomplete="new-password" required />`,
        )}
        <button type="submit" class="button button-main" ?disabled=${this.busy}>Change password</button>
      </form>`,
    });
  }

  #change = async event => {
    event.preventDefault();
    const form = event.target;
    const { current, replacement, again } = Object.fromEntries(new FormData(form));
    if (!current || !replacement || replacement !== again) {
      const wrong = !current ? 'current' : !replacement ? 'replacement' : 'again';
      this.done = null;
      this.problem = { title: { current: 'Please enter your current password.', replacement: 'Please enter a new password.', again: 'The two new passwords are not the same.' }[wrong] };
      form.elements[wrong].focus();
      return;
    }
    const changed = await this.attempt(
      () => post('/api/v1/auth/password', { current_password: current, new_password: replacement }),
      'The password is changed. Whoever was signed in elsewhere is signed out.',
    );
    if (changed) {
      form.reset();
      this.#sessions.refresh();
    } else {
      form.elements.current.focus();
    }
  };

  #open() {
    const others = (this.#sessions.view.items ?? []).filter(session => !session.current).length > 0;
    return this.card({
      id: 'sessions-title',
      title: 'Where you are signed in',
      note: 'End what you do not recognise, and change the password.',
      actions: others
        ? html`<button type="button" class="button button-quiet button-small" @click=${() => this.show({ kind: 'others' })}>End all others</button>`
        : nothing,
      body: this.table({
        listing: this.#sessions,
        caption: 'Where you are signed in, newest first',
        empty: 'Nowhere',
        columns: [
          [
            'With',
            session => html`<span class="cell-main" title=${session.user_agent ?? ''}>${clientName(session.user_agent)}</span>
              ${session.current ? html`<span class="badge badge-success">this one</span>` : nothing}`,
          ],
          ['From', session => html`<span class="address">${session.address ?? format.NONE}</span>`],
          ['Since', session => html`<span title=${format.momentLong(session.created_at)}>${format.ago(session.created_at)}</span>`],
          ['Ends', session => html`<span title=${format.momentLong(session.expires_at)}>${format.moment(session.expires_at)}</span>`],
          [
            '',
            session =>
              session.current
                ? nothing
                : html`<button type="button" class="button button-quiet button-small" ?disabled=${this.busy}
                    aria-label="End the session with ${clientName(session.user_agent)} of ${format.momentLong(session.created_at)}"
                    @click=${() => this.#end(session)}>End</button>`,
          ],
        ],
      }),
    });
  }

  async #end(session) {
    await this.attempt(() => remove(`/api/v1/sessions/${encodeURIComponent(session.id)}`), 'The session is ended.');
    this.#sessions.refresh();
  }

  #dialog() {
    if (this.open?.kind !== 'others') return nothing;
    return this.confirm({
      title: 'End all other sessions?',
      text: 'Whoever is signed in to your account elsewhere, you included, has to sign in again.',
      submit: 'End all others',
      onSubmit: async () => {
        if (await this.attempt(() => remove('/api/v1/sessions'), 'All other sessions are ended.')) this.close();
        this.#sessions.refresh();
      },
    });
  }
}

/** What a program calls itself, shortened to what a person calls it. */
function clientName(agent) {
  if (!agent) return 'Unknown';
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([mark]) => agent.includes(mark));
  const system = [['Windows', 'Windows'], ['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Mac OS', 'macOS'], ['Linux', 'Linux']].find(([mark]) => agent.includes(mark));
  if (!browser) return agent.length > 40 ? `${agent.slice(0, 40)}…` : agent;
  return system ? `${browser[1]} on ${system[1]}` : browser[1];
}

customElements.define('ops-account', OpsAccount);
