-- Removes a pipeline and leaves its runs to be swept out.
WITH gone AS (
    DELETE FROM pipeline p WHERE p.tenant_id = :tenant AND p.id = :id RETURNING p.tenant_id, p.key
)
INSERT INTO pipeline_removed (tenant_id, pipeline_key) SELECT gone.tenant_id, gone.key FROM gone
