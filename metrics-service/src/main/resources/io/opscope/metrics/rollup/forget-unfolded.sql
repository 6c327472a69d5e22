-- Takes all batches of a family out, since their records are counted anew.
DELETE FROM rollup_journal
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
