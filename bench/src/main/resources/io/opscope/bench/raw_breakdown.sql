-- Cost by tool in one scan.
SELECT tool, sum(cost)
  FROM bench_job
 WHERE created_at >= now() - interval '30 days'
 GROUP BY tool
 ORDER BY tool
