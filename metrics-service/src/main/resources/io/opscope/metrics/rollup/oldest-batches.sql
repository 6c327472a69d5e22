-- The oldest batches, the first one and more up to so many bytes, for whoever owns the rollup rows that they go to.
SELECT b.id, j.changes
  FROM (SELECT id, sum(bytes) OVER (ORDER BY id) - bytes AS before
          FROM (SELECT id, octet_length(changes) AS bytes
                  FROM rollup_journal
                 WHERE tenant_id = :tenant
                   AND family_id = :family::smallint
                   AND id <= :last::bigint
                 ORDER BY id
                 LIMIT 1000) first) b
  JOIN rollup_journal j
    ON j.tenant_id = :tenant
   AND j.family_id = :family::smallint
   AND j.id = b.id
 WHERE b.before < :bytes::bigint
 ORDER BY b.id
