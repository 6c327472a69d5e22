-- How many of a tenant's runs go on, and how many nothing was heard of for too long.
SELECT count(*) FILTER (WHERE NOT open.is_stuck) AS running,
       count(*) FILTER (WHERE open.is_stuck) AS stuck
  FROM (SELECT r.last_at < :now::timestamptz - make_interval(secs => coalesce(p.stuck_after_s, :stuck_after)) AS is_stuck
          FROM pipeline_run r
          JOIN pipeline p ON p.tenant_id = :tenant AND p.key = r.pipeline_key
         WHERE r.tenant_id = :tenant
           AND r.ended_at IS NULL
           AND r.is_told) open
