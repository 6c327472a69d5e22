// A simple rule: a metric, a bound, how long, and whom to tell.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { checks, field } from '../../page.js';
import { howTo, select } from '../../watch.js';
import { CONDITIONS, SEVERITIES } from './words.js';

const METRICS = [
  'cpu_usage_percent', 'memory_usage_percent', 'disk_usage_percent', 'active_connections', 'db_active_connections',
  'queue_depth', 'network_throughput_mbps', 'response_time_ms', 'response_time_p95_ms', 'error_rate_percent',
  'source_down', 'source_unwell', 'source_response_time_ms', 'source_connections', 'source_connections_percent', 'source_errors',
  'source_database_size_bytes', 'source_queries_per_second', 'source_age_seconds', 'source_cpu_percent', 'source_memory_percent', 'source_disk_percent',
  'pipeline_failed', 'pipeline_warning', 'pipeline_stuck_runs', 'pipeline_success_age_seconds', 'pipeline_success_rate_percent',
  'pipeline_duration_seconds', 'pipeline_rows', 'pipeline_errors',
  'delivery_rate_percent', 'message_failure_rate_percent', 'failed_jobs', 'jobs.failed', 'jobs.success_rate_percent', 'jobs.duration.p95',
];
const LENGTHS = [0, 60, 300, 600, 1800, 3600, 21_600, 86_400];
const NO_DATA = { keep: 'Nothing changes', ok: 'All is well', alert: 'It is an alert' };

export function ruleForm({ rule, channels, chosen, onChannel }) {
  const lengths = [...new Set([...LENGTHS, rule.duration])].sort((one, other) => one - other);
  // Numbers would be put in order of their own as names of properties.
  const choices = new Map(lengths.map(length => [String(length), length ? format.seconds(length) : 'At once']));
  return html`${field('rule-name', 'Name', html`<input id="rule-name" name="rule_name" required maxlength="200" autocomplete="off" .value=${rule.rule_name ?? ''} />`)}
    ${field(
      'rule-metric',
      'Metric',
      html`<input id="rule-metric" name="metric_name" required maxlength="200" autocomplete="off" spellcheck="false" list="rule-metrics" aria-describedby="rule-metric-hint" .value=${rule.metric_name ?? ''} />
        <datalist id="rule-metrics">${METRICS.map(name => html`<option value=${name}></option>`)}</datalist>`,
      html`${howTo('alerts', 'All metrics')}, those of records too.`,
    )}
    <div class="field-row">
      ${field('rule-condition', 'Is an alert when it', select({ id: 'rule-condition', name: 'condition', choices: CONDITIONS, value: rule.condition }))}
      ${field('rule-threshold', 'this value', html`<input id="rule-threshold" name="threshold" type="number" step="any" required .value=${String(rule.threshold ?? '')} />`)}
    </div>
    <div class="field-row">
      ${field('rule-duration', 'For', select({ id: 'rule-duration', name: 'duration', choices, value: String(rule.duration) }))}
      ${field('rule-severity', 'Severity', select({ id: 'rule-severity', name: 'severity', choices: SEVERITIES, value: rule.severity }))}
    </div>
    <div class="field-row">
      ${field('rule-resolve', 'Over again at (optional)', html`<input id="rule-resolve" name="resolve_threshold" type="number" step="any" .value=${resolvesApart(rule) ? String(rule.resolve_threshold) : ''} />`)}
      ${field('rule-no-data', 'Without data', select({ id: 'rule-no-data', name: 'no_data', choices: NO_DATA, value: rule.no_data }))}
    </div>
    ${channels.length
      ? checks({
          legend: 'Told to',
          name: 'notification_channels',
          choices: Object.fromEntries(channels.map(channel => [channel.id, channel.type])),
          titles: Object.fromEntries(channels.map(channel => [channel.id, channel.name])),
          chosen,
          onChange: onChannel,
        })
      : html`<p class="hint">Make a channel below to have somebody told.</p>`}
    ${rule.group_by?.length ? html`<p class="hint">Each ${rule.group_by.join(', ')} is an alert of its own.</p>` : nothing}`;
}

const resolvesApart = rule => rule.resolve_threshold !== undefined && rule.resolve_threshold !== rule.threshold;

export const ruleOf = (form, channels) => ({
  rule_name: form.get('rule_name'),
  metric_name: form.get('metric_name').trim(),
  condition: form.get('condition'),
  threshold: Number(form.get('threshold')),
  resolve_threshold: Number(form.get('resolve_threshold') || form.get('threshold')),
  duration: Number(form.get('duration')),
  severity: form.get('severity'),
  no_data: form.get('no_data'),
  notification_channels: [...channels],
});
