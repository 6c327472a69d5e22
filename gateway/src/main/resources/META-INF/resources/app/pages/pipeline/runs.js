// <ops-pipeline-runs>: the runs of one pipeline, page by page, and the log of the one that is chosen.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { get } from '../../http.js';
import { Listing } from '../../listing.js';
import { WatchPage, figure, lacks, opener } from '../../watch.js';
import { logLines, runBadge } from './status.js';

class OpsPipelineRuns extends WatchPage {
  static properties = {
    pipeline: { attribute: false },
    chosen: { state: true },
  };

  #of = null;
  #newest = null;
  #runs = new Listing(
    () => this.requestUpdate(),
    async (cursor, signal) => {
      const { data } = await get(`/api/v1/pipelines/${encodeURIComponent(this.pipeline.id)}/runs`, { limit: 20, cursor }, signal);
      return { items: data.runs.map(({ run, ...log }) => ({ ...run, ...log })), next_cursor: data.next_cursor };
    },
  );

  willUpdate(changed) {
    if (!changed.has('pipeline')) return;
    const { id, runs } = this.pipeline;
    // Asked anew when something happened: the list may have been followed further than its first page.
    const newest = JSON.stringify(runs.map(run => [run.runId, run.status, run.lastEventTime]));
    if (id !== this.#of) {
      this.#runs.view = { ...this.#runs.view, items: null, cursor: null };
      this.chosen = runs[0]?.runId ?? null;
    }
    if (id !== this.#of || newest !== this.#newest) this.#runs.refresh();
    this.#of = id;
    this.#newest = newest;
  }

  render() {
    const run = this.#runs.view.items?.find(one => one.runId === this.chosen);
    return html`<div class=${run ? 'watch-grid' : ''}>${this.card({
        id: 'runs-title',
        title: `Runs of ${this.pipeline.name}`,
        note: 'Newest first.',
        body: this.table({
          listing: this.#runs,
          long: true,
          caption: `Runs of ${this.pipeline.name}, newest first`,
          chosen: one => one.runId === this.chosen,
          empty: 'It has not run yet',
          columns: [
            [
              'Run',
              one => opener({ name: one.runId, label: `Show the log of ${one.runId}`, chosen: one.runId === this.chosen, controls: 'run-log', onChoose: () => (this.chosen = one.runId) }),
            ],
            ['Status', one => html`<span>${runBadge(one.status)}${one.statusReason ? html`<span class="cell-more">${one.statusReason}</span>` : nothing}</span>`],
            ['Started', one => html`<time datetime=${one.timestamp} title=${format.momentLong(one.timestamp)}>${format.moment(one.timestamp)}</time>`],
            ...[
              ['Duration', 'duration', format.seconds],
              ['Rows', 'rows', format.count],
              ['Errors', 'errorCount', format.count],
              ['Trigger', 'triggeredBy', value => value ?? format.NONE],
            ].map(([name, key, write]) => [name, one => figure(write(one[key]), lacks(one.unavailable)(key))]),
          ],
        }),
      })}
      ${run
        ? html`<div id="run-log">${this.card({
            id: 'log-title',
            title: `Log of ${run.runId}`,
            note: run.logsCut ? 'The newest lines; older ones are not kept.' : 'Oldest first.',
            body: logLines(run.logs, 'The run told no lines.'),
          })}</div>`
        : nothing}</div>`;
  }
}

customElements.define('ops-pipeline-runs', OpsPipelineRuns);
