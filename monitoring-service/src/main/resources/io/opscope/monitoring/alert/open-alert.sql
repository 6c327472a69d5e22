-- Writes down a new alert.
INSERT INTO alert (tenant_id, id, rule_id, rule, labels, user_id, state, value, started_at)
VALUES (:tenant, CAST(:id AS uuid), :rule_id, CAST(:rule AS jsonb), CAST(:labels AS jsonb), :user, 'pending', :value, :at)
