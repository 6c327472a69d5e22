-- The daily series in one scan.
SELECT date_trunc('day', created_at), count(*), sum(cost), count(*) FILTER (WHERE outcome = 0)
  FROM bench_job
 WHERE created_at >= now() - interval '30 days'
 GROUP BY 1
 ORDER BY 1
