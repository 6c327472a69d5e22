-- Forgets an alert that never fired.
DELETE FROM alert WHERE tenant_id = :tenant AND id = CAST(:id AS uuid) AND fired_at IS NULL
