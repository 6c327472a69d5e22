-- By which edition this family was counted and since when its records are whole; no row when it never was counted.
SELECT edition, records_since, since_noted, known
  FROM counted_by
 WHERE tenant_id = :tenant
   AND family_id = :family
