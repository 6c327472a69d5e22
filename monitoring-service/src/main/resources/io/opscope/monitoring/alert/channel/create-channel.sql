-- Keeps a channel.
INSERT INTO alert_channel (tenant_id, id, name, type, settings, sealed, enabled, created_by, changed_by)
VALUES (:tenant, CAST(:id AS uuid), :name, :type, CAST(:settings AS jsonb), CAST(:sealed AS bytea), :enabled, :by, :by)
