-- The statements that were kept one by one in the last hour.
SELECT DISTINCT c.fingerprint
  FROM statement_cost c
 WHERE c.tenant_id = :tenant AND c.source_id = :source AND c.ended_at > now() - interval '1 hour'
 LIMIT :limit
