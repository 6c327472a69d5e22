// <ops-silences>: what is kept quiet at the moment; not there while nothing is.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { get, remove } from '../../http.js';
import { WatchPage, again } from '../../watch.js';
import { labelList } from './words.js';

class OpsSilences extends WatchPage {
  #silences = this.query(signal => get('/api/v1/alerts/silences', {}, signal));
  #rules = this.query(signal => get('/api/v1/alerts/rules', {}, signal));

  async ask() {
    await again(this.#silences);
    // What a rule is called is asked for only where one is silenced.
    if (this.#silences.view.data?.data.some(({ rule_id: id }) => id && !this.#rule(id))) again(this.#rules);
  }

  #rule(id) {
    return this.#rules.view.data?.data.find(rule => rule.rule_id === id);
  }

  #about({ rule_id: id }) {
    return id ? (this.#rule(id)?.rule_name ?? id) : 'Every rule';
  }

  render() {
    const { data, problem } = this.#silences.view;
    if (!this.done && !problem && !this.problem && !data?.data.length) return nothing;
    return html`${this.told()}
      ${this.card({
        id: 'silences-title',
        title: 'Silences',
        note: 'Nobody is told of these.',
        body: this.table({
          listing: this.whole(this.#silences, answer => answer.data),
          caption: 'Silences',
          empty: 'Nothing is silenced',
          columns: [
            ['About', silence => html`<span class="cell-main">${this.#about(silence)}</span> ${labelList(silence.labels)}`],
            ['Why', silence => silence.comment],
            ['From', silence => html`<time datetime=${silence.starts_at} title=${format.momentLong(silence.starts_at)}>${format.moment(silence.starts_at)}</time>`],
            ['Until', silence => html`<time datetime=${silence.ends_at} title=${format.momentLong(silence.ends_at)}>${format.moment(silence.ends_at)}</time>`],
            ...(this.isAdmin
              ? [['', silence => html`<button type="button" class="button button-quiet button-small" aria-label="End the silence about ${this.#about(silence)}" ?disabled=${this.busy} @click=${() => this.#end(silence)}>End</button>`]]
              : []),
          ],
        }),
      })}`;
  }

  async #end(silence) {
    await this.attempt(() => remove(`/api/v1/alerts/silences/${encodeURIComponent(silence.id)}`), 'The silence is ended.');
    this.#silences.refresh();
  }
}

customElements.define('ops-silences', OpsSilences);
