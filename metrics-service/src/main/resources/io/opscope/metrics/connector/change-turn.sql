-- A changed connector runs soon, one that is switched off no more.
UPDATE connector_turn
   SET next_run = CASE WHEN CAST(:enabled AS boolean) THEN now() END
 WHERE tenant_id = :tenant
   AND connector_id = :id
