-- The rules that tell a channel.
SELECT id
  FROM alert_rule
 WHERE tenant_id = :tenant
   AND jsonb_exists(definition -> 'notification_channels', :channel)
 ORDER BY id
