-- Takes the oldest batches out, the first one and more up to so many bytes, to be added to the rollup rows in this
-- transaction by whoever owns them.
DELETE FROM rollup_journal
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND id IN (SELECT b.id
                FROM (SELECT j.id, sum(octet_length(j.changes)) OVER (ORDER BY j.id) - octet_length(j.changes) AS before
                        FROM rollup_journal j
                       WHERE j.tenant_id = :tenant
                         AND j.family_id = :family::smallint) b
               WHERE b.before < :bytes::bigint)
RETURNING id, changes
