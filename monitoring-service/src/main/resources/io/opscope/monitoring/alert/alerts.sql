-- Alerts, the latest first.
SELECT id, rule_id, rule, labels, user_id, state, value, started_at, fired_at, resolved_at, ending,
       acknowledged_at, acknowledged_by, told_at
  FROM alert
 WHERE tenant_id = :tenant
   AND (CAST(:user AS text) IS NULL OR user_id = :user)
   AND (CAST(:state AS text) IS NULL OR state = :state)
   AND (CAST(:severity AS text) IS NULL OR rule ->> 'severity' = :severity)
   AND (CAST(:rule AS text) IS NULL OR rule_id = :rule)
 ORDER BY started_at DESC, id
 LIMIT :most
