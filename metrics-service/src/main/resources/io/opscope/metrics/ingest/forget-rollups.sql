-- Takes away all that was counted of a family in buckets that begin at a moment or later.
DELETE FROM rollup
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND bucket >= :since::timestamptz
