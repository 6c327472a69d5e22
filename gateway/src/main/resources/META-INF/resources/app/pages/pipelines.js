// <ops-pipelines>: how each pipeline does; choosing one shows its runs and their logs.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { get } from '../http.js';
import { WatchPage, again, figure, howTo, lacks, opener } from '../watch.js';
import { runBadge, runMarks } from './pipeline/status.js';
import './pipeline/runs.js';

class OpsPipelines extends WatchPage {
  static properties = { chosen: { state: true } };

  #pipelines = this.query(signal => get('/api/performance/pipelines', {}, signal));

  ask() {
    again(this.#pipelines);
  }

  render() {
    const chosen = this.#pipelines.view.data?.data.find(pipeline => pipeline.id === this.chosen);
    return html`${this.card({
        id: 'pipelines-title',
        title: 'Pipelines',
        note: 'Each with its newest twenty runs, the latest on the right.',
        body: this.table({
          listing: this.whole(this.#pipelines, answer => answer.data),
          caption: 'Pipelines',
          chosen: pipeline => pipeline.id === this.chosen,
          empty: 'No pipeline has told of itself yet',
          more: html`Airflow, dbt and Spark register theirs with the first run they send. ${howTo('send-pipeline-runs', 'How to send pipeline runs')}.`,
          columns: [
            [
              'Pipeline',
              pipeline => html`${opener({
                  name: pipeline.name,
                  label: `Show ${pipeline.name}`,
                  chosen: pipeline.id === this.chosen,
                  controls: 'pipeline-detail',
                  onChoose: () => (this.chosen = pipeline.id === this.chosen ? null : pipeline.id),
                })}
                <span class="cell-more">${[pipeline.source, pipeline.destination].filter(Boolean).join(' → ') || pipeline.id}</span>`,
            ],
            [
              'Status',
              pipeline => html`<span>${pipeline.status ? runBadge(pipeline.status) : figure(format.NONE, lacks(pipeline.unavailable)('status') ?? pipeline.statusReason)}
                ${pipeline.status && pipeline.statusReason ? html`<span class="cell-more">${pipeline.statusReason}</span>` : nothing}
                ${pipeline.stuckRuns ? html`<span class="cell-more is-problem">${format.count(pipeline.stuckRuns)} ${pipeline.stuckRuns === 1 ? 'run is' : 'runs are'} stuck</span>` : nothing}</span>`,
            ],
            ['Latest runs', pipeline => runMarks(pipeline.runs)],
            ['Last run', pipeline => this.#lastRun(pipeline)],
            ['Duration', pipeline => figure(format.seconds(pipeline.duration), lacks(pipeline.unavailable)('duration'))],
            ['Rows', pipeline => figure(format.count(pipeline.rowsProcessed), lacks(pipeline.unavailable)('rowsProcessed'))],
            ['Successful', pipeline => figure(format.percent(pipeline.successRate), lacks(pipeline.unavailable)('successRate'))],
          ],
        }),
      })}
      ${chosen ? html`<ops-pipeline-runs id="pipeline-detail" .user=${this.user} .pipeline=${chosen}></ops-pipeline-runs>` : nothing}`;
  }

  #lastRun({ lastRun, unavailable }) {
    return lastRun
      ? html`<time datetime=${lastRun} title=${format.momentLong(lastRun)}>${format.ago(lastRun)}</time>`
      : figure(format.NONE, lacks(unavailable)('lastRun'));
  }
}

customElements.define('ops-pipelines', OpsPipelines);
