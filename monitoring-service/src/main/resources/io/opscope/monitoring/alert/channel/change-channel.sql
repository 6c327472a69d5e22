-- Writes over a channel, unless somebody else has changed it meanwhile.
UPDATE alert_channel
   SET name = :name,
       settings = CAST(:settings AS jsonb),
       sealed = CAST(:sealed AS bytea),
       enabled = :enabled,
       changed_by = :by,
       changed_at = clock_timestamp()
 WHERE tenant_id = :tenant
   AND id = CAST(:id AS uuid)
   AND changed_at = :changed_at
