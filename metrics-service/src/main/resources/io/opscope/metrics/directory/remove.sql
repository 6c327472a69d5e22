-- Forgets one thing of a kind.
DELETE FROM directory_entry
 WHERE tenant_id = :tenant
   AND kind = :kind
   AND id = :id
