-- Takes away all that was counted of a family.
DELETE FROM rollup
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
