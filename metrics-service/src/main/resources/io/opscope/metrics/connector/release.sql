-- Ends a turn and says when the next one is; a connector that was switched off meanwhile has none.
UPDATE connector_turn
   SET owner = NULL,
       leased_until = NULL,
       next_run = CASE WHEN CAST(:enabled AS boolean) THEN now() + make_interval(secs => :pause) END
 WHERE tenant_id = :tenant
   AND connector_id = :id
   AND owner = CAST(:owner AS uuid)
