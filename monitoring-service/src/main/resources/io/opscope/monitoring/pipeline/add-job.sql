-- Registers the pipeline that a job of a lineage event stands for; nothing when somebody else just has, when the id is
-- another's, or beyond :most.
INSERT INTO pipeline (tenant_id, id, name, job_digest, job_namespace, job_name, declared, registered_at)
SELECT :tenant::text, :id::text, :name::text, :digest::text, :namespace::text, :job::text, false, :now::timestamptz
 WHERE (SELECT count(*) FROM pipeline known WHERE known.tenant_id = :tenant) < :most
    ON CONFLICT DO NOTHING
