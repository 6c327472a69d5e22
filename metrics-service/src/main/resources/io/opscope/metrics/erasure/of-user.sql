-- The latest records of a user.
SELECT id, at
  FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND user_id = :user
 ORDER BY at DESC, id
 LIMIT :rows::int
