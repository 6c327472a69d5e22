-- The slots that buckets in [:from, :until) of a tier were counted in. The sets are named so that the primary key leads
-- to the buckets of each.
SELECT DISTINCT slot::bigint AS slot
  FROM rollup
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND tier = :tier::smallint
   AND set_id = ANY (:sets::smallint[])
   AND bucket >= :from
   AND bucket < :until
 ORDER BY 1
