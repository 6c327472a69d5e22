-- Forgets a group that nothing depends on any more.
DELETE FROM alert_instance WHERE tenant_id = :tenant AND rule_id = :rule AND key = :key
