-- What is known of all users or all tools.
SELECT id, body
  FROM directory_entry
 WHERE tenant_id = :tenant
   AND kind = :kind
