-- The newest 20 runs of each pipeline of a tenant, newest first: one look into an index per pipeline, however many runs
-- it has. What a run read and wrote is told only where nobody declared that of its pipeline: else nobody asks for it, and
-- reading a thousand times two arrays takes longer than finding the runs.
SELECT p.key, r.run_id, r.first_at, r.last_at, r.started_at, r.ended_at, r.outcome, r.end_rows, r.end_errors, r.is_told,
       r.most_rows, r.most_bytes, r.most_errors, r.began_by, r.began_by_at, r.nominal_at, r.parent,
       CASE WHEN p.source IS NULL THEN r.inputs END AS inputs,
       CASE WHEN p.destination IS NULL THEN r.outputs END AS outputs
  FROM pipeline p
 CROSS JOIN LATERAL (
       SELECT r.run_id, r.first_at, r.last_at, r.started_at, r.ended_at, r.outcome, r.end_rows, r.end_errors, r.is_told,
              r.most_rows, r.most_bytes, r.most_errors, r.began_by, r.began_by_at, r.nominal_at, r.parent, r.inputs,
              r.outputs, r.order_at
         FROM pipeline_run r
        WHERE r.tenant_id = :tenant
          AND r.pipeline_key = p.key
        ORDER BY r.order_at DESC, r.run_id DESC
        LIMIT 20) r
 WHERE p.tenant_id = :tenant
 ORDER BY p.key, r.order_at DESC, r.run_id DESC
