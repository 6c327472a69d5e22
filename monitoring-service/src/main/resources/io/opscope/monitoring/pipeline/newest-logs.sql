-- The log of each pipeline's newest run.
SELECT p.key, l.run_id, l.at_us, l.position, l.level, l.message, l.is_cut
  FROM pipeline p
 CROSS JOIN LATERAL (
       SELECT r.run_id
         FROM pipeline_run r
        WHERE r.tenant_id = :tenant
          AND r.pipeline_key = p.key
        ORDER BY r.order_at DESC, r.run_id DESC
        LIMIT 1) newest
  JOIN pipeline_run_log l ON l.tenant_id = :tenant AND l.pipeline_key = p.key AND l.run_id = newest.run_id
 WHERE p.tenant_id = :tenant
