// What the pages about accounts share: cards with a list, forms that tell what the API said, and dialogs.
import { Element, html, nothing } from './vendor.js';
import { glyph } from './glyphs.js';
import { problemText, skeletonLines } from './panel.js';

export const ROLES = {
  admin: 'Manages the tenant and sees everything in it',
  viewer: 'Sees everything in the tenant',
  user: 'Sees what is theirs',
  ingest: 'Sends records in',
};

/** What an API key may be used for, and the roles that have any use for it. */
export const SCOPES = {
  read: { text: 'Ask for figures and records', roles: ['admin', 'viewer', 'user'] },
  write: { text: 'Change things, such as reports and alerts', roles: ['admin', 'viewer', 'user'] },
  ingest: { text: 'Send records in', roles: ['admin', 'ingest'] },
  admin: { text: 'Manage accounts, keys, sessions and tenants', roles: ['admin'] },
};

export const badges = names => names.map(name => html`<span class="badge badge-cancelled">${name}</span> `);

export const field = (id, label, input, hint = null) =>
  html`<div class="field"><label for=${id}>${label}</label>${input}${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}</div>`;

/** What went wrong, where screen readers notice it come. */
export const alertBox = problem =>
  html`<div role="alert">${problem ? html`<p class="notice notice-bad">${glyph('warning')}<span>${problemText(problem)}</span></p>` : nothing}</div>`;

/** Boxes of one kind to tick; those that cannot be had are there and say so. */
export const checks = ({ legend, name, choices, titles = {}, chosen, possible = () => true, onChange }) =>
  html`<fieldset class="checks">
    <legend>${legend}</legend>
    ${Object.entries(choices).map(
      ([value, text]) => html`<label class=${possible(value) ? '' : 'is-off'}>
        <input type="checkbox" name=${name} value=${value} .checked=${chosen.has(value)} ?disabled=${!possible(value)}
          @change=${event => onChange(value, event.target.checked)} />
        <span><b>${titles[value] ?? value}</b> <span class="quiet">${text}</span></span>
      </label>`,
    )}
  </fieldset>`;

export class Page extends Element {
  static properties = {
    user: { attribute: false },
    /** Which dialog is open, with what it needs; null when none is. */
    open: { state: true },
    /** What the open form, or the page, has been told last. */
    problem: { state: true },
    /** What was done last, for those who do not see it happen. */
    done: { state: true },
    busy: { state: true },
  };

  /** What the dialog was opened for last. */
  #shown = null;

  constructor() {
    super();
    this.open = null;
    this.problem = null;
    this.done = null;
    this.busy = false;
  }

  updated() {
    if (!this.open || this.#shown === this.open) return; // also one that was closed and is about to go
    this.#shown = this.open;
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  show(open) {
    this.problem = null;
    this.done = null;
    this.open = open;
  }

  /** Closed rather than taken away, so that the focus goes back to where it came from. */
  close() {
    this.querySelector('dialog')?.close();
    this.open = null;
  }

  /** Does something once at a time and shows what it was told; tells whether it was done. */
  async attempt(work, done = null) {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    this.done = null;
    try {
      await work();
      this.done = done;
      return true;
    } catch (problem) {
      if (problem.status === 401) window.dispatchEvent(new CustomEvent('opscope-signed-out'));
      this.problem = problem;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** What was done or what went wrong, on the page itself; the open dialog has its own. */
  told() {
    return html`${this.open ? nothing : alertBox(this.problem)}
      <div role="status">${this.done ? html`<p class="notice notice-good">${glyph('done')}<span>${this.done}</span></p>` : nothing}</div>`;
  }

  /** @param onSubmit what the form does; without it there is only a button that closes */
  dialog({ title, body, submit, bad = false, onSubmit = null, closing = 'Cancel' }) {
    const sent = event => {
      event.preventDefault();
      onSubmit?.(new FormData(event.target));
    };
    // What is told of a close comes late, perhaps when the next dialog is shown already.
    const closed = event => {
      if (event.target.isConnected && !event.target.open) this.open = null;
    };
    return html`<dialog class="dialog" aria-labelledby="dialog-title" @close=${closed}>
      <form @submit=${sent}>
        <h2 id="dialog-title">${title}</h2>
        ${alertBox(this.problem)} ${body}
        <div class="dialog-end">
          <button type="button" class="button button-quiet" @click=${() => this.close()}>${closing}</button>
          ${onSubmit
            ? html`<button type="submit" class="button ${bad ? 'button-bad' : 'button-main'}" ?disabled=${this.busy}>${submit}</button>`
            : nothing}
        </div>
      </form>
    </dialog>`;
  }

  /** Asks before something is done that cannot be undone. */
  confirm({ title, text, submit, onSubmit }) {
    return this.dialog({ title, body: html`<p class="dialog-text">${text}</p>`, submit, bad: true, onSubmit });
  }

  card({ id, title, note = nothing, actions = nothing, body }) {
    return html`<section class="card" aria-labelledby=${id}>
      <header class="card-head">
        <div class="card-titles"><h2 id=${id}>${title}</h2><p class="card-note">${note}</p></div>
        <div class="card-actions">${actions}</div>
      </header>
      <div class="card-body">${body}</div>
    </section>`;
  }

  /**
   * A list of a Listing as a table, which on a phone becomes a card for each.
   *
   * @param columns [heading, item => cell] each; the first is the row's name
   * @param more what to do about it, below what is said when there is nothing
   * @param chosen whether a row is the one that is shown in detail
   * @param long whether it is scrolled by itself rather than with the page
   */
  table({ listing, caption, columns, empty, more = nothing, chosen = () => false, long = false }) {
    const { items, cursor, problem, loading } = listing.view;
    if (items === null) {
      return problem
        ? html`<div class="state state-broken" role="alert">${glyph('warning')}
            <p class="state-title">${problem.title}</p>
            <p class="state-text">${problemText(problem) === problem.title ? '' : problemText(problem)}</p>
            <button type="button" class="button button-quiet" @click=${() => listing.refresh()}>Try again</button>
          </div>`
        : skeletonLines(6);
    }
    const [first, ...others] = columns;
    return html`${alertBox(problem)}
      ${items.length === 0
        ? html`<div class="state">${glyph('empty')}<p class="state-title">${empty}</p>${more === nothing ? nothing : html`<p class="state-text">${more}</p>`}</div>`
        : html`<div class="list-scroll ${long ? 'list-long' : ''}" tabindex=${long ? '0' : nothing} role=${long ? 'region' : nothing} aria-label=${long ? caption : nothing}>
            <table class="list-table" aria-busy=${loading ? 'true' : 'false'}>
              <caption class="visually-hidden">${caption}</caption>
              <thead><tr>${columns.map(([name]) => html`<th scope="col">${name || html`<span class="visually-hidden">Actions</span>`}</th>`)}</tr></thead>
              <tbody>
                ${items.map(
                  item => html`<tr class=${chosen(item) ? 'is-chosen' : ''}>
                    <th scope="row">${first[1](item)}</th>
                    ${others.map(([name, cell]) => html`<td data-name=${name} class=${name ? '' : 'list-actions'}>${cell(item)}</td>`)}
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`}
      ${cursor ? html`<button type="button" class="button button-quiet list-more" ?disabled=${loading} @click=${() => listing.more()}>Show more</button>` : nothing}`;
  }
}
