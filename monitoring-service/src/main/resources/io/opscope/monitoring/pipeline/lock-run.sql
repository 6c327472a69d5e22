-- What is known of a run, held until its next state is written. Its log is read by the next statement: who waited here
-- would be shown the log as it was before.
SELECT r.run_id, r.first_at, r.last_at, r.started_at, r.ended_at, r.outcome, r.end_rows, r.end_errors, r.is_told,
       r.most_rows, r.most_bytes, r.most_errors, r.began_by, r.began_by_at, r.nominal_at, r.parent, r.inputs, r.outputs
  FROM pipeline_run r
 WHERE r.tenant_id = :tenant
   AND r.pipeline_key = :pipeline
   AND r.run_id = :run
   FOR NO KEY UPDATE
