-- How many pipelines a tenant has.
SELECT count(*) AS pipelines FROM pipeline p WHERE p.tenant_id = :tenant
