// What the pages of monitoring share: asking again while somebody looks, and figures that say why they are missing.
import { html, nothing } from './vendor.js';
import { NONE, ago } from './format.js';
import { glyph } from './glyphs.js';
import { Page, alertBox } from './page.js';
import { valueOr } from './panel.js';
import { Query } from './query.js';

const EVERY_MS = 10_000;

/** Asks when it appears, every ten seconds while it is visible, and at once when somebody comes back to it. */
export class WatchPage extends Page {
  #tick = null;
  #askedAt = 0;
  #shown = () => !document.hidden && Date.now() - this.#askedAt > EVERY_MS / 2 && this.#ask();

  connectedCallback() {
    super.connectedCallback();
    this.#tick = setInterval(() => !document.hidden && this.#ask(), EVERY_MS);
    document.addEventListener('visibilitychange', this.#shown);
    this.#ask();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#tick);
    document.removeEventListener('visibilitychange', this.#shown);
  }

  get isAdmin() {
    return (this.user?.roles ?? []).includes('admin');
  }

  query(load) {
    return new Query(() => this.requestUpdate(), load);
  }

  /** @abstract What is asked again and again. */
  ask() {}

  #ask() {
    this.#askedAt = Date.now();
    this.ask();
  }

  /** A list that comes in one piece, as the tables of a page take it. */
  whole(query, items = data => data) {
    const { data, problem, loading } = query.view;
    return { view: { items: data === null ? null : items(data), cursor: null, problem, loading }, refresh: () => query.refresh() };
  }

  /** What is no table: the same ways to be loading, empty or broken around something else. */
  listed(query, empty, draw) {
    const listing = this.whole(query, answer => answer.data);
    const { items } = listing.view;
    return items?.length ? html`${alertBox(listing.view.problem)}${draw(items)}` : this.table({ listing, caption: '', columns: [], empty });
  }

  /** Copies a text, and says so to those who do not see it. */
  async copy(text, what) {
    const put = async () => {
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        copyTheOldWay(text); // without TLS browsers keep the newer way shut
      }
    };
    await this.attempt(put, `${what} is copied.`);
  }
}

function copyTheOldWay(text) {
  const box = document.createElement('textarea');
  box.value = text;
  box.className = 'visually-hidden';
  (document.querySelector('dialog[open]') ?? document.body).append(box);
  box.select();
  const copied = document.execCommand('copy');
  box.remove();
  if (!copied) throw new Error('The browser does not let this page copy; select the text instead.');
}

/** Whether a question that is already on its way makes another one needless. */
export const again = (query, key = '') => (query.view.loading ? undefined : query.refresh(key));

const sentence = ({ reason, remedy }) => [reason, remedy].filter(Boolean).map(text => (/[.!?]$/.test(text) ? text : `${text}.`)).join(' ');

/** Why each missing figure is missing, and what would change that: field => text or null. */
export const lacks = unavailable => field => {
  const found = (unavailable ?? []).find(one => one.field === field);
  return found ? sentence(found) : null;
};

/** A figure, or a dash that says why there is none. */
export const figure = (text, why) => valueOr(text, why ?? 'Nothing was told.', true);

/** What keeps a whole answer, or a part of it, from being there. @param about what a field is called, null for all of it */
export const lackNotes = (unavailable, about = () => null) =>
  unavailable?.length
    ? html`<ul class="lacks">${unavailable.map(one => html`<li>${about(one.field) ? html`${about(one.field)}: ` : nothing}<b>${one.reason}</b>${one.remedy ? html` <span>${one.remedy}</span>` : nothing}</li>`)}</ul>`
    : nothing;

/** When an answer was read, where that is not just now. */
export const readAt = answer => (answer?.readAt ? ` Read ${ago(answer.readAt)}.` : '');

/** A percentage with a bar, which turns when it is high. */
export const meter = (value, text, why) =>
  text === NONE
    ? figure(text, why)
    : html`<span class="meter-text">${text}</span><svg class="meter ${value >= 90 ? 'is-bad' : value >= 75 ? 'is-warn' : ''}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="meter-track" width="100" height="4" rx="2"></rect><rect class="meter-fill" width=${Math.max(1, Math.min(100, value))} height="4" rx="2"></rect>
      </svg>`;

/** A choice of a few, as wide as its form. @param choices an object or a Map of value => text */
export const select = ({ id, name, choices, value, onChange = null, required = false }) =>
  html`<span class="select select-wide"><select id=${id} name=${name} ?required=${required} @change=${event => onChange?.(event.target.value)}>
    ${[...(choices instanceof Map ? choices : Object.entries(choices))].map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
  </select>${glyph('chevron')}</span>`;

/** A text of how-to, which the gateway has with it. */
export const howTo = (name, text) => html`<a class="text-link" href="/app/how-to/${name}.md" target="_blank" rel="noopener">${text}</a>`;

/** A row's name as a button that opens what there is to know about it. */
export const opener = ({ name, label, chosen, controls, onChoose }) =>
  html`<button type="button" class="row-opener" aria-label=${label} aria-expanded=${chosen ? 'true' : 'false'}
    aria-controls=${chosen ? controls : nothing} @click=${onChoose}>${name}</button>`;
