-- Removed pipelines of a tenant whose runs are to be swept out.
SELECT r.pipeline_key FROM pipeline_removed r WHERE r.tenant_id = :tenant ORDER BY r.pipeline_key
