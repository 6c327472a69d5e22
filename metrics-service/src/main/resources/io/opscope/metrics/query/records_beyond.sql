-- Whether there are records after the newest :examined ones.
SELECT r.id
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
 ORDER BY r.at DESC, r.id
OFFSET :examined::int
 LIMIT 1
