-- Drops what statements of a tenant say of which no cost is kept any more.
DELETE FROM statement_text t
 WHERE t.tenant_id = :tenant
   AND NOT EXISTS (SELECT 1
                     FROM statement_cost c
                    WHERE c.tenant_id = t.tenant_id AND c.source_id = t.source_id AND c.fingerprint = t.fingerprint)
