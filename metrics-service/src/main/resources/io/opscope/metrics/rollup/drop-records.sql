-- Deletes some of the records before a moment; what was counted of them stays. One that somebody else is taking away
-- right now is left to them.
DELETE FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND ctid = ANY (ARRAY(SELECT ctid
                           FROM record
                          WHERE tenant_id = :tenant
                            AND family_id = :family::smallint
                            AND at < :before
                          LIMIT :rows::int
                            FOR UPDATE SKIP LOCKED))
