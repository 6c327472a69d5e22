-- All tenants that have, or had, pipelines.
SELECT tenant_id FROM pipeline_tenant ORDER BY tenant_id
