-- Forgets some alerts that were over long ago.
DELETE FROM alert
 WHERE tenant_id = :tenant
   AND id IN (SELECT id FROM alert
               WHERE tenant_id = :tenant AND state = 'resolved' AND resolved_at < :floor
               LIMIT 1000)
