-- The providers' durations in one scan.
SELECT provider, avg(seconds), min(seconds), max(seconds), count(seconds),
       count(*) FILTER (WHERE outcome = 0) * 100.0 / count(*)
  FROM bench_job
 WHERE created_at >= now() - interval '30 days'
 GROUP BY provider
