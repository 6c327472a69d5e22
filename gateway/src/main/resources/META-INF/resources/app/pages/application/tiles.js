// The key figures of an application as tiles, like those of the overview.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { figure, lacks, meter } from '../../watch.js';

const tile = (name, value, more = nothing) =>
  html`<div class="tile tile-small"><h2 class="tile-name">${name}</h2><p class="tile-value">${value}</p><p class="tile-change">${more}</p></div>`;

export function applicationTiles(application, window) {
  const why = lacks(application.unavailable);
  const plain = (key, write) => figure(write(application[key]), why(key));
  const rate = application.requests ? (100 * application.errors) / application.requests : null;
  const machine = (name, key, more) => tile(name, plain(key, format.shortPercent), application[key] === null ? nothing : html`${bar(application[key])}<span class="was">${more}</span>`);
  return html`<div class="tiles tiles-wrap">
    ${tile('Requests', plain('requests', format.compact), html`<span class="was">in the last ${window}</span>`)}
    ${tile('Errors', plain('errors', format.compact), rate === null || application.errors === null ? nothing : html`<span class="change ${rate > 0 ? 'is-bad' : 'is-good'}">${format.percent(rate)}</span> <span class="was">of requests</span>`)}
    ${tile('Mean response', plain('avgResponseTime', format.milliseconds), html`<span class="was">p95</span> ${plain('p95ResponseTime', format.milliseconds)}`)}
    ${tile('Active users', plain('activeUsers', format.compact), html`<span class="was">within half an hour</span>`)}
    ${machine('CPU', 'cpu', 'of all machines')}
    ${machine('Memory', 'memory', 'of all machines')}
    ${machine('Disk', 'disk', 'of the fullest')}
    ${tile('Network', figure(application.networkMbps === null ? format.NONE : `${format.decimal(application.networkMbps)} Mbit/s`, why('networkMbps')), html`<span class="was">both ways</span>`)}
    ${tile('Waiting', plain('queueDepth', format.compact), html`<span class="was">pieces of work</span>`)}
    ${tile('Up for', figure(format.seconds(application.uptimeSeconds), why('uptimeSeconds') ?? why('uptime')))}
  </div>`;
}

const bar = value => html`<span class="tile-meter">${meter(value, '')}</span>`;
