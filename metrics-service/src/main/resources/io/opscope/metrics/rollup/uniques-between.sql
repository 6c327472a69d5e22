-- The distinct users that were counted at a tier in any of some stretches of time, every slot.
SELECT r.set_id::bigint AS set_id, r.bucket, r.outcome::bigint AS outcome, r.currency, r.dims, r.uniques
  FROM unnest(:since::timestamptz[], :until::timestamptz[]) AS stretch (since, until)
 CROSS JOIN LATERAL (
       SELECT set_id, bucket, outcome, currency, dims, uniques
         FROM rollup
        WHERE tenant_id = :tenant
          AND tier = :tier::smallint
          AND family_id = :family::smallint
          AND set_id = ANY (:sets::smallint[])
          AND bucket >= stretch.since
          AND bucket < stretch.until
          AND uniques IS NOT NULL
       OFFSET 0) r
