-- The batches that the rollup rows do not have yet, in their order; without the bytes of those that are known already.
SELECT id, CASE WHEN id <> ALL (:known::bigint[]) THEN changes END AS changes
  FROM rollup_journal
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
 ORDER BY id
