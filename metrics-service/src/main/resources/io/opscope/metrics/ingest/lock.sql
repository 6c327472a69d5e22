-- What is stored under these ids, locked in their order until the transaction ends: the rows are sorted before the first
-- is locked. One condition on all ids rather than a look-up each: on a table that was filled a moment ago the server does
-- not know yet that a look-up is worth its index, and would read the whole table for every id.
SELECT id, user_id, at, outcome, currency, version, updated_at, failed_at, dims, measures, fingerprint
  FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family
   AND id = ANY (:ids::text[])
 ORDER BY id COLLATE "C"
   FOR UPDATE
