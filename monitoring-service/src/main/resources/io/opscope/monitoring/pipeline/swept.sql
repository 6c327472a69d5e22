-- Notes that nothing is left of a removed pipeline; not while another sweep holds some of its runs.
DELETE FROM pipeline_removed r
 WHERE r.tenant_id = :tenant
   AND r.pipeline_key = :pipeline
   AND NOT EXISTS (SELECT FROM pipeline_run left_over
                    WHERE left_over.tenant_id = :tenant AND left_over.pipeline_key = :pipeline)
