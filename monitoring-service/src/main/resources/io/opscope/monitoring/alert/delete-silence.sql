-- Ends a silence.
DELETE FROM alert_silence WHERE tenant_id = :tenant AND id = CAST(:id AS uuid)
