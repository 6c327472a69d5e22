-- The newest lines of a run's log.
SELECT l.at_us, l.position, l.level, l.message, l.is_cut
  FROM pipeline_run_log l
 WHERE l.tenant_id = :tenant
   AND l.pipeline_key = :pipeline
   AND l.run_id = :run
