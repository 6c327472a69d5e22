-- Registered pipelines by id: all of a tenant's, or the one under :id.
SELECT p.key, p.id, p.name, p.source, p.destination, p.success_within_s, p.stuck_after_s, p.job_namespace, p.job_name,
       p.declared, p.registered_at
  FROM pipeline p
 WHERE p.tenant_id = :tenant
   AND (:id::text IS NULL OR p.id = :id)
 ORDER BY p.id
