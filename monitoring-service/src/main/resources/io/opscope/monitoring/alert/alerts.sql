-- Alerts, the latest first, from the place on that the last page ended at.
SELECT id, rule_id, rule, labels, user_id, state, value, started_at, fired_at, resolved_at, ending,
       acknowledged_at, acknowledged_by, told_at, told_channels
  FROM alert
 WHERE tenant_id = :tenant
   AND (CAST(:user AS text) IS NULL OR user_id = :user)
   AND (CAST(:state AS text) IS NULL OR state = :state)
   AND (CAST(:severity AS text) IS NULL OR rule ->> 'severity' = :severity)
   AND (CAST(:rule AS text) IS NULL OR rule_id = :rule)
   AND (started_at < CAST(:after AS timestamptz) OR started_at = CAST(:after AS timestamptz) AND id > CAST(:after_id AS uuid))
 ORDER BY started_at DESC, id
 LIMIT :most
