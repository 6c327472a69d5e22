-- Drops some of the rows of buckets before a moment; no writer touches them any more.
DELETE FROM rollup
 WHERE tenant_id = :tenant
   AND tier = :tier::smallint
   AND ctid = ANY (ARRAY(SELECT ctid
                           FROM rollup
                          WHERE tenant_id = :tenant
                            AND tier = :tier::smallint
                            AND bucket < :before
                          LIMIT :rows::int))
