-- One alert.
SELECT id, rule_id, rule, labels, user_id, state, value, started_at, fired_at, resolved_at, ending,
       acknowledged_at, acknowledged_by, told_at, told_channels
  FROM alert
 WHERE tenant_id = :tenant
   AND id = CAST(:id AS uuid)
   AND (CAST(:user AS text) IS NULL OR user_id = :user)
