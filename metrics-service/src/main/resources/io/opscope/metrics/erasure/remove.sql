-- Takes records away that are locked.
DELETE FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND id = ANY (:ids::text[])
