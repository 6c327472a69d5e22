-- What is known of one user or tool.
SELECT body
  FROM directory_entry
 WHERE tenant_id = :tenant
   AND kind = :kind
   AND id = :id
