-- Drops some of the runs of a removed pipeline.
DELETE FROM pipeline_run gone
 USING (SELECT r.run_id
          FROM pipeline_run r
         WHERE r.tenant_id = :tenant
           AND r.pipeline_key = :pipeline
         LIMIT :most
           FOR UPDATE SKIP LOCKED) old
 WHERE gone.tenant_id = :tenant
   AND gone.pipeline_key = :pipeline
   AND gone.run_id = old.run_id
