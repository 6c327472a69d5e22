-- Registers a pipeline, or replaces what is registered under its id. A job it stands for stays unless another is named.
-- Nothing is written of a new one beyond :most.
INSERT INTO pipeline AS p (tenant_id, id, name, source, destination, success_within_s, stuck_after_s,
                           job_digest, job_namespace, job_name, declared, registered_at)
SELECT :tenant::text, :id::text, :name::text, :source::text, :destination::text, :success_within::bigint,
       :stuck_after::bigint, :digest::text, :namespace::text, :job::text, true, :now::timestamptz
 WHERE EXISTS (SELECT FROM pipeline known WHERE known.tenant_id = :tenant AND known.id = :id)
    OR (SELECT count(*) FROM pipeline known WHERE known.tenant_id = :tenant) < :most
    ON CONFLICT (tenant_id, id) DO UPDATE
   SET name = excluded.name,
       source = excluded.source,
       destination = excluded.destination,
       success_within_s = excluded.success_within_s,
       stuck_after_s = excluded.stuck_after_s,
       job_digest = coalesce(excluded.job_digest, p.job_digest),
       job_namespace = CASE WHEN excluded.job_digest IS NULL THEN p.job_namespace ELSE excluded.job_namespace END,
       job_name = CASE WHEN excluded.job_digest IS NULL THEN p.job_name ELSE excluded.job_name END,
       declared = true
