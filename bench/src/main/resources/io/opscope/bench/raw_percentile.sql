-- The percentile in one scan.
SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds)
  FROM bench_job
 WHERE created_at >= now() - interval '30 days'
