-- Keeps a new rule, unless there is one of this id.
INSERT INTO alert_rule (tenant_id, id, definition, enabled, created_by, changed_by)
VALUES (:tenant, :id, CAST(:definition AS jsonb), :enabled, :by, :by)
    ON CONFLICT DO NOTHING
