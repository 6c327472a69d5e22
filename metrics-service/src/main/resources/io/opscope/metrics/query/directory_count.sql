-- How many entries of a kind the directory has.
SELECT count(*) AS entries
  FROM directory_entry
 WHERE tenant_id = :tenant
   AND kind = :kind
