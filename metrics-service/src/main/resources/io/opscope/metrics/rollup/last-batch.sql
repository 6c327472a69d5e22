-- The last batch that is in the journal.
SELECT id
  FROM rollup_journal
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
 ORDER BY id DESC
 LIMIT 1
