-- Jobs like those of SampleJobs from number :from until :until of :rows in all, spread evenly over the 30 days before today,
-- as the service would have stored them: what is counted of a record stands beside it, or counting it anew would write
-- every row a second time. Their ids sort as their times do, so that whoever reads them by id meets one hour after the
-- other.
INSERT INTO record (tenant_id, family_id, id, user_id, at, status, outcome, currency, dims, measures, fingerprint, body)
SELECT :tenant, 1, id, user_id, created, status,
       CASE status WHEN 'completed' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END,
       'USD',
       ARRAY[status, tool, provider, strategy, 'unknown'],
       ARRAY[extract(epoch FROM completed - started)::numeric, volume, cost, NULL, NULL],
       hashtextextended(id, 0),
       jsonb_build_object(
           'id', id, 'user_id', user_id, 'tool', tool, 'provider', provider, 'strategy', strategy, 'status', status,
           'created_at', to_char(created AT TIME ZONE 'UTC', :time),
           'started_at', to_char(started AT TIME ZONE 'UTC', :time),
           'completed_at', to_char(completed AT TIME ZONE 'UTC', :time),
           'actual_cost', cost, 'data_volume_mb', volume)
  FROM (SELECT *, started + took AS completed
          FROM (SELECT 'bulk-' || lpad(number::text, 10, '0') AS id,
                       date_trunc('milliseconds', created) AS created,
                       date_trunc('milliseconds', created + random() * interval '1 minute') AS started,
                       date_trunc('milliseconds', random() * interval '10 minutes') AS took,
                       'user-' || floor(1000 * random()) AS user_id,
                       'tool-' || floor(20 * random()) AS tool,
                       'provider-' || floor(8 * random()) AS provider,
                       'strategy-' || floor(5 * random()) AS strategy,
                       (ARRAY['completed', 'completed', 'completed', 'completed', 'failed', 'running'])
                           [1 + floor(6 * random())::int] AS status,
                       round((100 * random())::numeric, 4) AS cost,
                       round((1000 * random())::numeric, 1) AS volume
                  FROM (SELECT number,
                               date_trunc('day', now(), 'UTC') - interval '30 days'
                                   + number * (interval '30 days' / :rows) AS created
                          FROM generate_series(:from, :until - 1) AS number) AS numbered) AS begun) AS job
