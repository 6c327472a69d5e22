// Keeping quiet for a while: how long, about what, and why.
import { html, nothing } from '../../vendor.js';
import { field } from '../../page.js';
import { select } from '../../watch.js';

const MINUTE_MS = 60_000;
const LENGTHS = { 30: '30 minutes', 60: 'An hour', 240: '4 hours', 1440: 'A day', 10080: 'A week' };

export function silenceForm(alert) {
  const labels = Object.entries(alert.labels ?? {});
  const only = labels.map(([name, value]) => `${name}: ${value}`).join(', ');
  return html`${field('silence-length', 'For', select({ id: 'silence-length', name: 'minutes', choices: LENGTHS, value: '60' }))}
    ${labels.length
      ? field('silence-about', 'About', select({ id: 'silence-about', name: 'about', choices: { these: `Only ${only}`, rule: 'Everything of this rule' }, value: 'these' }))
      : nothing}
    ${field('silence-comment', 'Why', html`<input id="silence-comment" name="comment" required maxlength="500" autocomplete="off" aria-describedby="silence-comment-hint" />`, 'Others see it beside the silence.')}`;
}

export function silenceOf(form, alert) {
  return {
    rule_id: alert.rule_id,
    ...(form.get('about') === 'these' ? { labels: alert.labels } : {}),
    ends_at: new Date(Date.now() + Number(form.get('minutes')) * MINUTE_MS).toISOString(),
    comment: form.get('comment'),
  };
}
