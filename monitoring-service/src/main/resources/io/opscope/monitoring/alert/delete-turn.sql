-- Ends the evaluations of a rule; one that is under way notes nothing any more.
DELETE FROM alert_turn WHERE tenant_id = :tenant AND rule_id = :rule
