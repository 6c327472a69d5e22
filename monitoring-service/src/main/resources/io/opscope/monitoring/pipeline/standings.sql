-- Each pipeline of a tenant with its last success and how many of its open runs nothing was heard of for too long. Two
-- looks into an index per pipeline, however many runs it has.
SELECT p.key, p.id, p.name, p.source, p.destination, p.success_within_s, p.stuck_after_s, p.job_namespace, p.job_name,
       p.declared, p.registered_at, success.ended_at AS succeeded_at, stuck.runs AS stuck_runs
  FROM pipeline p
  LEFT JOIN LATERAL (
       SELECT r.ended_at
         FROM pipeline_run r
        WHERE r.tenant_id = :tenant
          AND r.pipeline_key = p.key
          AND r.outcome = 'COMPLETE'
        ORDER BY r.ended_at DESC
        LIMIT 1) success ON true
 CROSS JOIN LATERAL (
       SELECT count(*) AS runs
         FROM pipeline_run r
        WHERE r.tenant_id = :tenant
          AND r.pipeline_key = p.key
          AND r.ended_at IS NULL
          AND r.is_told
          AND r.last_at < :now::timestamptz - make_interval(secs => coalesce(p.stuck_after_s, :stuck_after))) stuck
 WHERE p.tenant_id = :tenant
 ORDER BY p.id
