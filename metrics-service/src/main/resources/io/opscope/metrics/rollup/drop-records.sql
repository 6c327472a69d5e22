-- Deletes some of the records before a moment, and what they were found by; what was counted of them stays. One that
-- somebody else is taking away right now is left to them.
WITH old AS (
    SELECT ctid, id
      FROM record
     WHERE tenant_id = :tenant
       AND family_id = :family::smallint
       AND at < :before
     LIMIT :rows::int
       FOR UPDATE SKIP LOCKED
), found_by AS (
    DELETE FROM other_value
     WHERE tenant_id = :tenant
       AND family_id = :family::smallint
       AND id = ANY (ARRAY(SELECT id FROM old))
)
DELETE FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND ctid = ANY (ARRAY(SELECT ctid FROM old))
