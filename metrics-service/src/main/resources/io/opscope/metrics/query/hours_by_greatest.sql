-- The hours that begin in [:from, :until) with what no value of a measure exceeds there. Where a greatest value was taken
-- back it is too great still, which does no harm.
SELECT bucket, max(maxs[:measure::int]) AS greatest
  FROM rollup
 WHERE tenant_id = :tenant
   AND tier = :tier::smallint
   AND family_id = :family::smallint
   AND set_id = :set::smallint
   AND bucket >= :from
   AND bucket < :until
   AND currency = :currency
 GROUP BY bucket
HAVING max(maxs[:measure::int]) IS NOT NULL
