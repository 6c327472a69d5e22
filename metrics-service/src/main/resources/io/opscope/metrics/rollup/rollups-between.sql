-- What was counted in the buckets of some tiers that begin in [:from, :until), every slot: as much of it as a recount can
-- be compared with. The sets are named so that the primary key leads to the buckets of each; else all that was ever
-- counted would be looked through.
SELECT tier::bigint AS tier, set_id::bigint AS set_id, bucket, outcome::bigint AS outcome, currency, dims,
       records, counts, sums, hist
  FROM rollup
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND tier = ANY (:tiers::smallint[])
   AND set_id = ANY (:sets::smallint[])
   AND bucket >= :from
   AND bucket < :until
