// What all parts of the page share: a card with a heading, and one way to be loading, empty, refused or broken.
import { Element, html, nothing } from './vendor.js';
import { clock, NONE } from './format.js';
import { glyph } from './glyphs.js';

/**
 * A value, or a dash that says on hover and focus why there is none.
 *
 * @param hoisted where something around it would cut off what it says; not within a container of its own size
 */
export function valueOr(text, reason, hoisted = false) {
  if (text !== NONE || !reason) return text;
  return html`<sl-tooltip ?hoist=${hoisted} content=${reason}><span class="none" tabindex="0" aria-label="No value: ${reason}">${NONE}</span></sl-tooltip>`;
}

export function problemText(problem) {
  return [problem.detail || problem.title, problem.reference ? `Reference ${problem.reference}.` : ''].filter(Boolean).join(' ');
}

export const skeletonLines = lines =>
  html`<div class="skeleton-lines" aria-hidden="true">${Array.from({ length: lines }, () => html`<span class="skeleton"></span>`)}</div>`;

/** A choice of a few: Shoelace's radio buttons with their label kept for screen readers. */
export function segments({ label, value, choices, onChoose }) {
  return html`<sl-radio-group class="segments" size="small" label=${label} .value=${value}
      @sl-change=${event => onChoose(event.target.value)}>
    ${choices.map(([key, text]) => html`<sl-radio-button value=${key}>${text}</sl-radio-button>`)}
  </sl-radio-group>`;
}

export class Panel extends Element {
  static properties = {
    /** The state of the question this panel shows, see query.js. */
    view: { attribute: false },
    asTable: { state: true },
  };

  constructor() {
    super();
    this.view = { data: null, problem: null, loading: true };
    this.asTable = false;
  }

  retry() {
    this.dispatchEvent(new CustomEvent('retry', { bubbles: true }));
  }

  tableSwitch() {
    const text = this.asTable ? 'Show as chart' : 'Show as table';
    return html`<sl-tooltip content=${text}>
      <button type="button" class="icon-button" aria-label=${text} aria-pressed=${this.asTable} @click=${() => (this.asTable = !this.asTable)}>
        ${glyph(this.asTable ? 'chart' : 'table')}
      </button>
    </sl-tooltip>`;
  }

  /** The figures of a chart as a table, for those who want them exactly. */
  dataTable(caption, columns, rows) {
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label=${caption}>
      <table class="data-table">
        <caption class="visually-hidden">${caption}</caption>
        <thead><tr>${columns.map((name, at) => html`<th scope="col" class=${at ? 'figure' : ''}>${name}</th>`)}</tr></thead>
        <tbody>
          ${rows.map(row => html`<tr>${row.map((cell, at) => (at ? html`<td class="figure">${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>`)}
        </tbody>
      </table>
    </div>`;
  }

  card({ view = this.view, title, note = nothing, actions = nothing, empty = null, body, lines = 6 }) {
    const { data, problem, loading, outdated, at } = view;
    const id = `${this.localName}-title`;
    let content;
    if (data === null && problem) {
      content = this.#broken(problem);
    } else if (data === null) {
      content = skeletonLines(lines);
    } else {
      const nothingThere = empty?.(data);
      content = nothingThere ? this.#empty(nothingThere) : body(data);
    }
    return html`<section class="card ${outdated ? 'is-outdated' : ''}" aria-labelledby=${id} aria-busy=${loading && (data === null || outdated) ? 'true' : 'false'}>
      <header class="card-head">
        <div class="card-titles">
          <h2 id=${id}>${title}</h2>
          <p class="card-note">${note}</p>
        </div>
        <div class="card-actions">${actions}</div>
      </header>
      ${data !== null && problem ? this.#stale(problem, at) : nothing}
      <div class="card-body">${content}</div>
    </section>`;
  }

  #broken(problem) {
    return html`<div class="state state-broken" role="alert">
      ${glyph('warning')}
      <p class="state-title">${problem.title}</p>
      <p class="state-text">${problemText(problem) === problem.title ? '' : problemText(problem)}</p>
      <button type="button" class="button button-quiet" @click=${this.retry}>Try again</button>
    </div>`;
  }

  #stale(problem, at) {
    return html`<p class="stale" role="status">
      ${glyph('warning')}<span>Figures of ${clock(at)}; refreshing failed: ${problemText(problem)}</span>
    </p>`;
  }

  #empty({ title, text }) {
    return html`<div class="state">
      ${glyph('empty')}
      <p class="state-title">${title}</p>
      <p class="state-text">${text}</p>
    </div>`;
  }
}
