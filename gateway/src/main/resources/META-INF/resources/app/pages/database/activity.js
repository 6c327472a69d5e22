// The columns of what runs at the moment, with the tree of whom it waits for.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { figure, lacks } from '../../watch.js';

const waitsFor = blockers =>
  html`<ul class="blockers">${blockers.map(
    one => html`<li>
      <span>waits for <b>${one.preparedTransaction ? `prepared transaction ${one.preparedTransaction}` : `session ${one.queryId}`}</b>
        <span class="quiet">${[one.user, one.state].filter(Boolean).join(', ')}${one.transactionSince ? html`, in a transaction since ${format.ago(one.transactionSince)}` : nothing}</span></span>
      ${one.query ? html`<code class="statement-line">${one.query}</code>` : nothing}
      ${one.shortened ? html`<span class="quiet">and others behind it</span>` : nothing}
      ${one.blockedBy?.length ? waitsFor(one.blockedBy) : nothing}
    </li>`,
  )}</ul>`;

const stateBadge = ({ state, blockedBy }) => (blockedBy?.length ? 'failure' : state === 'active' ? 'progress' : state.startsWith('idle') ? 'warning' : 'cancelled');

export const activity = [
  [
    'Statement',
    query => html`<code class="statement-line" title=${query.query}>${query.query}</code>
      ${query.blockedBy?.length ? waitsFor(query.blockedBy) : nothing}
      ${query.blocking?.length ? html`<p class="blocking">keeps ${query.blocking.length === 1 ? 'session' : 'sessions'} ${query.blocking.join(', ')} waiting</p>` : nothing}`,
  ],
  ['Session', query => html`<span class="id">${query.queryId}</span>`],
  ['State', query => html`<span class="badge badge-${stateBadge(query)}">${query.blockedBy?.length ? 'waiting' : query.state}</span>`],
  [
    'Who',
    query => html`<span>${figure(query.user ?? format.NONE, lacks(query.unavailable)('user'))}
      <span class="cell-more">${figure(query.database ?? format.NONE, lacks(query.unavailable)('database'))}</span></span>`,
  ],
  ['Time', query => html`<span title=${format.momentLong(query.timestamp)}>${format.milliseconds(query.duration)}</span>`],
];
