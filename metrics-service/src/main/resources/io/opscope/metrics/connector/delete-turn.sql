-- Takes a forgotten connector's turn away.
DELETE FROM connector_turn
 WHERE tenant_id = :tenant
   AND connector_id = :id
