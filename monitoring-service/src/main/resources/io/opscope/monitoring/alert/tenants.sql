-- The tenants that have rules.
SELECT DISTINCT tenant_id FROM alert_turn
