-- Runs of a pipeline with their logs, newest first, from after a place on.
SELECT r.run_id, r.first_at, r.last_at, r.started_at, r.ended_at, r.outcome, r.end_rows, r.end_errors, r.is_told,
       r.most_rows, r.most_bytes, r.most_errors, r.began_by, r.began_by_at, r.nominal_at, r.parent, r.inputs, r.outputs,
       l.at_us, l.position, l.level, l.message, l.is_cut
  FROM pipeline_run r
  LEFT JOIN pipeline_run_log l USING (tenant_id, pipeline_key, run_id)
 WHERE r.tenant_id = :tenant
   AND r.pipeline_key = :pipeline
   AND (r.order_at, r.run_id) < (:after::timestamptz, :after_run::text)
 ORDER BY r.order_at DESC, r.run_id DESC
 LIMIT :limit
