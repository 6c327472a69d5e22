-- Forgets all groups of a rule.
DELETE FROM alert_instance WHERE tenant_id = :tenant AND rule_id = :rule
