-- Everybody who was there, by day.
SELECT date_trunc('day', created_at), count(DISTINCT user_id)
  FROM bench_job
 WHERE created_at >= now() - interval '30 days'
 GROUP BY 1
 ORDER BY 1
