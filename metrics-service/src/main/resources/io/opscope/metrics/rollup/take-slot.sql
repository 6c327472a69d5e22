-- Takes the rows of the buckets in [:from, :until) out of a slot.
DELETE FROM rollup
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND tier = :tier::smallint
   AND set_id = ANY (:sets::smallint[])
   AND bucket >= :from
   AND bucket < :until
   AND slot = :slot::smallint
RETURNING set_id::bigint AS set_id, bucket, outcome::bigint AS outcome, currency, dims,
          records, counts, sums, mins, maxs, stale, hist, uniques
