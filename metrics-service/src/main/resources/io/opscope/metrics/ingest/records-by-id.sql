-- The next records after an id, in the order of their ids, of those since a moment.
SELECT id, body
  FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND at >= :since::timestamptz
   AND id > :after
 ORDER BY id
 LIMIT :rows::int
