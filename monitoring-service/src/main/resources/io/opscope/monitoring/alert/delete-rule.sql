-- Forgets a rule.
DELETE FROM alert_rule WHERE tenant_id = :tenant AND id = :id
