-- Takes batches out that are added to the rollup rows in this transaction.
DELETE FROM rollup_journal
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND id = ANY (:ids::bigint[])
