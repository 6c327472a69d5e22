-- By which edition this family was counted; no row when it never was.
SELECT edition
  FROM counted_by
 WHERE tenant_id = :tenant
   AND family_id = :family
