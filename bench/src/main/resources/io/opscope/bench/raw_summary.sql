-- The summary's question in one scan.
SELECT status, provider, strategy, count(*), sum(cost), avg(seconds), count(*) FILTER (WHERE outcome = 0)
  FROM bench_job
 WHERE created_at >= now() - interval '30 days'
 GROUP BY GROUPING SETS ((), (status), (provider), (strategy))
