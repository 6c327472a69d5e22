-- Takes records away that are locked, and what they were found by.
WITH found_by AS (
    DELETE FROM other_value
     WHERE tenant_id = :tenant
       AND family_id = :family::smallint
       AND id = ANY (:ids::text[])
)
DELETE FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND id = ANY (:ids::text[])
