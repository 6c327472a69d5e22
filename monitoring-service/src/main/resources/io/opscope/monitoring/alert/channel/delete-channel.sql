-- Forgets a channel.
DELETE FROM alert_channel WHERE tenant_id = :tenant AND id = CAST(:id AS uuid)
