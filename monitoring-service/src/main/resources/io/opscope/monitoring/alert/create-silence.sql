-- Keeps a silence.
INSERT INTO alert_silence (tenant_id, id, rule_id, labels, starts_at, ends_at, comment, created_by)
VALUES (:tenant, CAST(:id AS uuid), :rule, CAST(:labels AS jsonb), :from, :until, :comment, :by)
