-- One channel.
SELECT id, name, type, settings, sealed, enabled, created_by, created_at, changed_by, changed_at
  FROM alert_channel
 WHERE tenant_id = :tenant
   AND id = CAST(:id AS uuid)
