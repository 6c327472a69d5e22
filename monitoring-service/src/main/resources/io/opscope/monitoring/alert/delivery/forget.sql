-- Forgets some deliveries that ended long ago.
DELETE FROM alert_delivery
 WHERE tenant_id = :tenant
   AND id IN (SELECT id FROM alert_delivery
               WHERE tenant_id = :tenant AND state <> 'waiting' AND ended_at < :floor
               LIMIT 1000)
