-- Notes that the tenant has been given a default; nothing when it was before.
INSERT INTO alert_default (tenant_id, id) VALUES (:tenant, :id)
    ON CONFLICT DO NOTHING
