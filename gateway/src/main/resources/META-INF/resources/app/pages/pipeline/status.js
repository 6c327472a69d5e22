// How runs are shown: as a badge with their status, and as small marks beside one another.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { figure } from '../../watch.js';

const DAY_MS = 86_400_000;
const BADGES = { success: 'success', warning: 'warning', error: 'failure', running: 'progress' };

export const statusName = status => status ?? 'unknown';

export const runBadge = status => html`<span class="badge badge-${BADGES[status] ?? 'cancelled'}">${statusName(status)}</span>`;

const about = run =>
  [`${format.moment(run.timestamp)}: ${statusName(run.status)}`, run.duration === null ? null : format.seconds(run.duration), run.rows === null ? null : `${format.count(run.rows)} rows`, run.statusReason]
    .filter(Boolean)
    .join(', ');

/** @param runs newest first, as they are told; drawn the other way, as time goes */
export const runMarks = runs =>
  runs.length
    ? html`<ol class="run-marks" aria-label="The latest ${runs.length} runs, oldest first">${[...runs]
        .reverse()
        .map(run => html`<li class="run-mark run-${BADGES[run.status] ?? 'cancelled'}" title=${about(run)}><span class="visually-hidden">${about(run)}</span></li>`)}</ol>`
    : figure(format.NONE, 'No run was told of yet.');

/** The day as well, where it is not clear. */
const when = at => (Date.now() - new Date(at) < DAY_MS ? format.clock(at) : format.moment(at));

/** Lines of a log as they were told; what looks like markup is text. */
export const logLines = (lines, empty) =>
  lines.length
    ? html`<ol class="log" tabindex="0" aria-label="Log">${lines.map(
        line => html`<li class="log-${line.level}"><time datetime=${line.timestamp} title=${format.momentLong(line.timestamp)}>${when(line.timestamp)}</time>
          <span class="log-level">${line.level}</span>${line.source ? html`<span class="log-source">${line.source}</span>` : nothing}<span class="log-text">${line.message}</span></li>`,
      )}</ol>`
    : html`<p class="quiet">${empty}</p>`;
