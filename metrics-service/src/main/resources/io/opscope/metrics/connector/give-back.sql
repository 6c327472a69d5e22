-- Ends a turn whose connector was changed meanwhile, so that the changed one need not wait.
UPDATE connector_turn
   SET owner = NULL,
       leased_until = NULL
 WHERE tenant_id = :tenant
   AND connector_id = :id
   AND owner = CAST(:owner AS uuid)
