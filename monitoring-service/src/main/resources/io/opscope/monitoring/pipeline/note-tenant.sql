-- Notes that a tenant has pipelines.
INSERT INTO pipeline_tenant (tenant_id) VALUES (:tenant) ON CONFLICT DO NOTHING
