-- Drops some of the rows of buckets before a moment; no writer touches them any more. What an erasure has locked is left
-- for the next time: it takes rows in another order, and neither may wait for the other while holding some.
DELETE FROM rollup
 WHERE tenant_id = :tenant
   AND tier = :tier::smallint
   AND ctid = ANY (ARRAY(SELECT ctid
                           FROM rollup
                          WHERE tenant_id = :tenant
                            AND tier = :tier::smallint
                            AND bucket < :before
                          LIMIT :rows::int
                            FOR UPDATE SKIP LOCKED))
