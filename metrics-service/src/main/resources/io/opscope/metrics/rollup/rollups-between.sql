-- What was counted in the buckets of some tiers that begin in [:from, :until), every slot.
SELECT tier::bigint AS tier, set_id::bigint AS set_id, bucket, outcome::bigint AS outcome, currency, dims,
       records, counts, sums, mins, maxs, stale, hist, uniques
  FROM rollup
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND tier = ANY (:tiers::smallint[])
   AND bucket >= :from
   AND bucket < :until
