// <ops-recent-jobs>: the newest jobs; on a phone each row becomes a small card of its own.
import { html, repeat } from '../vendor.js';
import * as format from '../format.js';
import { outcomeOf } from '../outcome.js';
import { Panel, valueOr } from '../panel.js';

class OpsRecentJobs extends Panel {
  #known = null;

  render() {
    return this.card({
      title: 'Recent jobs',
      note: 'Newest first',
      empty: ({ jobs }) =>
        jobs.length === 0 && {
          title: 'No jobs yet',
          text: html`Send some to <code>POST /api/v1/ingest/jobs</code>, or import a file with
            <code>./opscope import jobs FILE</code>.`,
        },
      body: ({ jobs }) => this.#table(jobs),
      lines: 10,
    });
  }

  updated(changed) {
    super.updated(changed);
    const jobs = this.view.data?.jobs;
    if (jobs) this.#known = new Set(jobs.map(job => job.id));
  }

  #table(jobs) {
    // Nothing is news on the first drawing.
    const isNew = job => this.#known !== null && !this.#known.has(job.id);
    return html`<table class="jobs-table">
      <caption class="visually-hidden">The newest jobs</caption>
      <thead>
        <tr>
          <th scope="col">Job</th><th scope="col">Tool</th><th scope="col">Status</th><th scope="col">User</th>
          <th scope="col">Created</th><th scope="col" class="figure">Duration</th><th scope="col" class="figure">Data</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          jobs,
          job => job.id,
          job => html`<tr class=${isNew(job) ? 'is-new' : ''}>
            <th scope="row" data-name="Job"><span class="id" title=${job.id}>${job.id}</span></th>
            <td data-name="Tool">${valueOr(job.toolName ?? job.tool ?? format.NONE, 'The job names no tool.')}</td>
            <td data-name="Status"><span class="badge badge-${outcomeOf(job.status)}">${job.status}</span></td>
            <td data-name="User"><span class="id" title=${job.userId ?? ''}>${valueOr(job.userId ?? format.NONE, 'The job names no user.')}</span></td>
            <td data-name="Created"><time datetime=${job.createdAt} title=${format.momentLong(job.createdAt)}>${format.ago(job.createdAt)}</time></td>
            <td data-name="Duration" class="figure">${valueOr(format.seconds(job.durationSeconds), this.#whyNoDuration(job))}</td>
            <td data-name="Data" class="figure">${valueOr(format.megabytes(job.dataVolumeMb), 'The job names no data volume.')}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #whyNoDuration(job) {
    if (!job.startTime) return outcomeOf(job.status) === 'progress' ? 'The job has not started yet.' : 'The job names no start.';
    return outcomeOf(job.status) === 'progress' ? 'The job has not ended yet.' : 'The job names no end.';
  }
}
customElements.define('ops-recent-jobs', OpsRecentJobs);
