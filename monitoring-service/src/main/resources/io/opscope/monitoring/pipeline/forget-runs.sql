-- Drops some of a tenant's runs that nothing was heard of since :floor. Whatever else is told of them is older, and
-- refused.
DELETE FROM pipeline_run gone
 USING (SELECT r.pipeline_key, r.run_id
          FROM pipeline_run r
         WHERE r.tenant_id = :tenant
           AND r.last_at < :floor
         ORDER BY r.last_at
         LIMIT :most
           FOR UPDATE SKIP LOCKED) old
 WHERE gone.tenant_id = :tenant
   AND gone.pipeline_key = old.pipeline_key
   AND gone.run_id = old.run_id
