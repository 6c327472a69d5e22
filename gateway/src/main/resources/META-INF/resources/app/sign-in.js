// <ops-sign-in>: the form before everything else. Plain inputs, so that password managers know them.
import { Element, html, nothing } from './vendor.js';
import { glyph, mark } from './glyphs.js';
import { problemText } from './panel.js';
import { signIn } from './session.js';

class OpsSignIn extends Element {
  static properties = {
    /** Why the reader finds the form again, if there was a session before. */
    reason: { attribute: false },
    problem: { state: true },
    busy: { state: true },
    visible: { state: true },
  };

  firstUpdated() {
    this.querySelector('#email').focus();
  }

  render() {
    return html`<div class="sign-in">
      <main class="sign-in-card" aria-labelledby="sign-in-title">
        <div class="brand">${mark()}<span>Opscope</span></div>
        <h1 id="sign-in-title">Sign in</h1>
        <p class="sign-in-lead">Jobs, revenue and the live state of your operation.</p>
        ${this.reason && !this.problem ? html`<p class="notice" role="status">${this.reason}</p>` : nothing}
        <div role="alert">${this.problem ? html`<p class="notice notice-bad">${glyph('warning')}<span>${this.#text()}</span></p>` : nothing}</div>
        <form @submit=${this.#submit} novalidate>
          <div class="field"><label for="email">E-mail</label>
            <input id="email" name="email" type="email" autocomplete="username" required spellcheck="false" autocapitalize="none" ?disabled=${this.busy} />
          </div>
          <div class="field"><label for="password">Password</label>
            <span class="field-box">
              <input id="password" name="password" type=${this.visible ? 'text' : 'password'} autocomplete="current-password" required ?disabled=${this.busy} />
              <button type="button" class="icon-button" aria-label=${this.visible ? 'Hide password' : 'Show password'} aria-pressed=${Boolean(this.visible)}
                @click=${() => (this.visible = !this.visible)}>${glyph(this.visible ? 'eyeOff' : 'eye')}</button>
            </span>
          </div>
          <button type="submit" class="button button-main" ?disabled=${this.busy}>${this.busy ? 'Signing in…' : 'Sign in'}</button>
        </form>
        <p class="fine-print">The first account's password is printed by <code>./opscope up</code> when it starts for the first time.</p>
      </main>
    </div>`;
  }

  #text() {
    const { status } = this.problem;
    if (status === 401) return 'This e-mail and password do not belong together.';
    if (status === 429) return problemText(this.problem) || 'Too many attempts; wait a moment and try again.';
    return problemText(this.problem);
  }

  async #submit(event) {
    event.preventDefault();
    const email = this.querySelector('#email');
    const password = this.querySelector('#password');
    const empty = [email, password].find(input => input.value.trim() === '');
    if (empty) {
      this.problem = { status: 0, title: empty === email ? 'Please enter your e-mail.' : 'Please enter your password.' };
      empty.focus();
      return;
    }
    this.busy = true;
    this.problem = null;
    try {
      const user = await signIn(email.value.trim(), password.value);
      this.dispatchEvent(new CustomEvent('signed-in', { detail: user }));
    } catch (problem) {
      this.problem = problem;
      this.busy = false;
      await this.updateComplete;
      password.select();
      password.focus();
    }
  }
}
customElements.define('ops-sign-in', OpsSignIn);
