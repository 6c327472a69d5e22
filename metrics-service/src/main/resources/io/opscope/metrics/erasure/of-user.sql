-- Some records of a user, in the order of their ids.
SELECT id
  FROM (SELECT id
          FROM record
         WHERE tenant_id = :tenant
           AND family_id = :family::smallint
           AND user_id = :user
         LIMIT :rows::int) AS portion
 ORDER BY id
