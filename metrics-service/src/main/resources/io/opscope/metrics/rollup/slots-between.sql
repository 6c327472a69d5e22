-- The slots that buckets in [:from, :until) of a tier were counted in.
SELECT DISTINCT slot::bigint AS slot
  FROM rollup
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND tier = :tier::smallint
   AND bucket >= :from
   AND bucket < :until
 ORDER BY 1
