-- Whose records lie in any of some stretches of time, and where they are counted.
SELECT r.at, r.outcome::bigint AS outcome, r.currency, r.dims, r.user_id
  FROM unnest(:since::timestamptz[], :until::timestamptz[]) AS stretch (since, until)
 CROSS JOIN LATERAL (
       SELECT at, outcome, currency, dims, user_id
         FROM record
        WHERE tenant_id = :tenant
          AND family_id = :family::smallint
          AND at >= stretch.since
          AND at < stretch.until
          AND user_id IS NOT NULL
       OFFSET 0) r
