// How alerts and rules are said.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';

export const SEVERITIES = { info: 'Info', warning: 'Warning', critical: 'Critical' };
export const CONDITIONS = { gt: 'is over', gte: 'is at least', lt: 'is under', lte: 'is at most' };
const SIGNS = { gt: '>', gte: '≥', lt: '<', lte: '≤' };
const BADGES = { info: 'progress', warning: 'warning', critical: 'failure' };

export const severityBadge = severity => html`<span class="badge badge-${BADGES[severity] ?? 'cancelled'}">${severity}</span>`;

export const stateBadge = state => html`<span class="badge badge-${{ firing: 'failure', pending: 'warning', resolved: 'success' }[state] ?? 'cancelled'}">${state}</span>`;

export const conditionText = ({ condition, threshold }) => `${SIGNS[condition] ?? condition} ${format.decimal(threshold)}`;

export const labelList = labels => {
  const pairs = Object.entries(labels ?? {});
  return pairs.length ? html`<span class="labels">${pairs.map(([name, value]) => html`<span class="label">${name}: <b>${value}</b></span>`)}</span>` : nothing;
};

export const since = at => html`<time datetime=${at} title=${format.momentLong(at)}>${format.ago(at)}</time>`;

/** On or off, at one press. */
export const toggle = ({ on, label, busy, onChange }) =>
  html`<button type="button" role="switch" class="switch" aria-checked=${on ? 'true' : 'false'} aria-label=${label} ?disabled=${busy}
    @click=${() => onChange(!on)}><i aria-hidden="true"></i></button>`;
