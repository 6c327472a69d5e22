// What the products' pages and producers ask, and the figures they show; the same under Node and in a browser.

/** Asks for JSON the way the pages do: an answer that is none is an error of theirs. */
export const asking = (address, options = {}) => async (path, init = {}) => {
  const answer = await fetch(address + path, {
    ...options,
    ...init,
    headers: { ...options.headers, ...init.headers },
  });
  if (!answer.ok) {
    const error = new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`);
    throw Object.assign(error, { status: answer.status });
  }
  return answer.headers.get('Content-Type').startsWith('application/json') ? answer.json() : answer;
};

const posted = (body, headers = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: typeof body === 'string' || body instanceof ArrayBuffer ? body : JSON.stringify(body),
});

const refusal = asked => asked.then(() => 200, error => error.status);

/** Signs in as a page does; with a session where the browser is to keep a cookie. */
export async function signIn(address, email, password, session = false) {
  const tokens = await asking(address, session ? { credentials: 'include' } : {})(
    '/api/v1/auth/login',
    posted({ email, password, session }),
  );
  return tokens.access_token;
}

const sum = numbers => Math.round(numbers.reduce((total, number) => total + number, 0) * 100) / 100;
const isTime = text => new Date(text).toISOString().slice(0, 19) === text.slice(0, 19) && text.endsWith('Z');

async function jobDashboard(ask) {
  const performance = await ask('/analytics/performance?userId=&period=30');
  const { jobs } = await ask('/analytics/recent-jobs?limit=2');
  const ofOne = await ask('/analytics/recent-jobs/?userId=u-2');
  const { totalJobs, successRate, avgDurationMinutes, dataVolumeGb, previous } = performance.metrics;
  return {
    totalJobs,
    successRate,
    avgDurationMinutes,
    dataVolumeGb,
    before: [previous.totalJobs, previous.successRate, previous.avgDurationMinutes, previous.dataVolumeGb],
    months: performance.jobTrends.map(({ month }) => month).filter(month => /^\d{4}-\d\d$/.test(month)).length,
    ofMonths: sum(performance.jobTrends.map(month => month.successful + month.failed)),
    tools: performance.toolUsage.map(({ toolName, usageCount, percentage }) => [toolName, usageCount, percentage]),
    period: isTime(performance.period.from) && isTime(performance.period.until),
    recent: jobs.map(job => [job.id, job.tool, job.status, job.userId, job.durationSeconds, job.dataVolumeMb]),
    times: jobs.every(job => isTime(job.createdAt) && isTime(job.startTime) && isTime(job.endTime)),
    ofOne: ofOne.jobs.map(({ id }) => id),
    health: (await ask('/analytics/health')).status,
  };
}

async function revenue(ask) {
  const from = new Date(Date.now() - 3 * 24 * 3600 * 1000).toISOString();
  const { series, summary } = await ask(`/admin/api/analytics/revenue?breakdown=daily&from=${from}`);
  const hourly = await ask('/admin/api/analytics/revenue?breakdown=hourly&status=completed');
  const weekly = await ask('/admin/api/analytics/revenue?breakdown=weekly&method=card');
  const activity = await ask('/admin/api/user-activity?limit=50');
  return {
    total: summary.total,
    transactions: summary.transactions,
    perTransaction: summary.revenuePerTransaction,
    successRate: summary.successRate,
    refunded: summary.refunded,
    net: summary.net,
    byStatus: summary.byStatus,
    peak: [summary.peak.revenue, isTime(summary.peak.bucket)],
    ofDays: sum(series.map(day => day.revenue)),
    best: Math.max(...series.map(day => day.averageValue)),
    ofHours: sum(hourly.series.map(hour => hour.revenue)),
    ofWeeks: sum(weekly.series.map(week => week.transactions)),
    activeUsers: activity.activeUsers,
    uploads: activity.byAction.find(({ action }) => action === 'upload').count,
    hours: activity.heatmap.length,
    feed: activity.feed.length > 0 && activity.feed.every(({ at, userId, action }) => isTime(at) && userId && action),
    conversions: activity.conversions.map(({ userId, action, resource, detail }) => [userId, action, resource, detail]),
  };
}

async function messaging(ask, zone) {
  const prefix = '/api/v1/analytics';
  const realtime = await ask(`${prefix}/metrics/messages/realtime?window_seconds=3600`);
  const campaign = await ask(`${prefix}/metrics/campaigns/c-1`);
  const account = await ask(`${prefix}/metrics/accounts/a-1?tz=${encodeURIComponent(zone)}`);
  const routes = await ask(`${prefix}/metrics/routes`);
  const route = await ask(`${prefix}/metrics/routes/r-1`);
  const summary = await ask(`${prefix}/dashboard/summary?tz=${encodeURIComponent(zone)}`);
  const trend = await ask(`${prefix}/trends/messages?granularity=hour&hours=24`);
  const prediction = await ask(`${prefix}/predictions/message-volume?hours_ahead=24`);
  const rows = await ask(
    `${prefix}/query`,
    posted({ metric: 'messages', aggregation: 'count', group_by: ['route_id'], filters: { account_id: 'a-1' } }),
  );
  const { data_points: points, statistics } = trend.data;
  const { forecast_24h: day, forecast_7d: week, anomaly_detection: anomaly } = prediction.data;
  return {
    states: [realtime, campaign, account, routes, route, summary, trend, prediction, rows].map(({ status }) => status),
    total: realtime.data.total_messages,
    delivered: realtime.data.messages_delivered,
    failed: realtime.data.messages_failed,
    pending: realtime.data.messages_pending,
    deliveryRate: realtime.data.delivery_rate_percent,
    deliverySeconds: realtime.data.avg_delivery_time_seconds,
    campaign: ['campaign_name', 'total_recipients', 'processed', 'remaining', 'progress_percentage', 'delivered', 'failed'].map(
      name => campaign.data[name],
    ),
    account: ['account_name', 'messages_sent_today', 'messages_sent_month', 'current_balance', 'credits_used_month', 'tps_limit'].map(
      name => account.data[name],
    ),
    routes: routes.data.map(({ route_id: id, messages }) => [id, messages]),
    route: [route.data.messages, route.data.success_rate_percent, route.data.capacity_tps],
    summary: [summary.data.messages.total_today, summary.data.messages.last_hour, summary.data.campaigns.active],
    ofHours: sum(points.map(point => point.value)),
    points: points.every(point => isTime(point.timestamp)) && statistics.max_value >= statistics.avg_value,
    direction: ['up', 'down', 'stable'].includes(trend.data.trend.direction),
    forecast: [prediction.data.metric_name, day.length, week.length],
    anomaly: typeof anomaly.is_anomaly === 'boolean' && anomaly.anomaly_score >= 0 && anomaly.anomaly_score <= 1,
    byRoute: rows.data.rows.length,
    exact: rows.data.exact,
  };
}

async function generation(ask) {
  const all = await ask('/api/v1/analytics?days=30');
  const costs = await ask('/api/v1/analytics/cost-breakdown');
  const days = await ask('/api/v1/analytics/time-series?interval=day');
  const performance = await ask('/api/v1/analytics/performance');
  const csv = await ask('/api/v1/analytics/export/csv');
  const lines = (await csv.text()).trim().split('\r\n');
  const rows = await ask('/api/v1/analytics/export/json');
  const first = await ask('/api/v1/jobs?limit=3');
  const rest = await ask(`/api/v1/jobs?limit=3&cursor=${encodeURIComponent(first.next_cursor)}`);
  const { total_jobs: checked, delivered_jobs: delivered, delivery_rate: rate, avg_qc_score: score } = performance.qc_metrics;
  return {
    totalJobs: all.total_jobs,
    totalCost: all.total_cost,
    seconds: all.avg_generation_time,
    successRate: all.success_rate,
    byStatus: all.jobs_by_status,
    byProvider: all.jobs_by_provider,
    byStrategy: all.jobs_by_strategy,
    ofProvider: costs.cost_by_provider.openai,
    dearest: costs.most_expensive_jobs.length,
    ofDays: sum(days.data.map(day => day.cost)),
    deliveredOfDays: sum(days.data.map(day => day.delivered_count)),
    ofOpenai: performance.generation_time_by_provider.openai,
    quality: [checked, delivered, rate, score, performance.qc_metrics.avg_issue_count],
    verdicts: performance.qc_status_breakdown,
    csvHead: lines[0],
    csvLines: lines.length,
    csvFormulas: lines.filter(line => line.includes(",'=1+1,")).length,
    csvIsAFile: /^attachment; filename=".*jobs_\d{8}\.csv"$/.test(csv.headers.get('Content-Disposition')),
    exported: sum(rows.map(row => row.cost)),
    listed: [...first.items, ...rest.items].map(({ id }) => id),
    last: rest.next_cursor,
  };
}

async function databases(ask) {
  const { status, data } = await ask('/api/performance/data-sources');
  const slow = await ask(`/api/performance/data-sources/${data[0].id}/slow-queries?minMs=1000`);
  const active = await ask(`/api/performance/data-sources/${data[0].id}/active-queries`);
  return {
    states: [status, slow.status, active.status],
    type: data[0].type,
    fares: data[0].status,
    figures: ['uptimeSeconds', 'responseTime', 'connections', 'databaseSizeBytes'].map(name => typeof data[0][name]),
  };
}

/** Everything the pages show. */
export async function shown(ask, zone) {
  return {
    jobDashboard: await jobDashboard(ask),
    revenue: await revenue(ask),
    messaging: await messaging(ask, zone),
    generation: await generation(ask),
    databases: await databases(ask),
  };
}

/** What only administrators are shown. */
export async function administered(ask) {
  const overview = await ask('/api/v1/analytics/admin/overview');
  const { user, analytics } = await ask('/api/v1/analytics/admin/user/u-1');
  const { caches } = await ask('/admin/api/cache/stats');
  return {
    jobs: overview.total_jobs,
    cost: overview.total_cost,
    active: overview.active_users,
    byStatus: overview.jobs_by_status,
    providers: overview.provider_usage,
    top: overview.top_users.map(({ email, job_count: jobs, total_cost: cost }) => [email, jobs, cost]),
    user: [user.id, user.email, user.full_name, user.is_active],
    ofUser: [analytics.total_jobs, analytics.total_cost, analytics.success_rate, analytics.period_days],
    stranger: await refusal(ask('/api/v1/analytics/admin/user/nobody')),
    caches: caches.some(({ cache, hits, misses }) => cache === 'job-performance' && hits + misses > 0),
    cleared: (await ask('/admin/api/cache/clear?cache=recent-jobs', { method: 'POST' })).cleared,
  };
}

const squeezed = text =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

/** What a producer is answered that sends one record, both of two, and both again; and then one that is none. */
export async function sent(ask) {
  const mark = Math.random().toString(36).slice(2);
  const record = number => ({
    id: `sent-${mark}-${number}`,
    user_id: 'u-1',
    action: 'sent',
    resource: 'thing',
    at: new Date().toISOString(),
  });
  const both = [record(1), record(2)];
  const lines = both.map(line => JSON.stringify(line)).join('\n');
  const ndjson = { 'Content-Type': 'application/x-ndjson' };
  const answers = [];
  for (const body of [
    posted(both[0]),
    posted(both),
    posted(lines, ndjson),
    posted(await squeezed(lines), { ...ndjson, 'Content-Encoding': 'gzip' }),
    posted([{ id: `sent-${mark}-3`, action: 'sent' }]),
  ]) {
    const { accepted, duplicates, rejected } = await ask('/api/v1/ingest/activities', body);
    answers.push([accepted, duplicates, rejected.map(({ index }) => index)]);
  }
  return { answers, reading: await refusal(ask('/api/v1/analytics')) };
}
