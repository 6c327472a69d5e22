-- The alerts of a rule that are not over.
SELECT id, rule_id, rule, labels, user_id, state, value, started_at, fired_at, resolved_at, ending,
       acknowledged_at, acknowledged_by, told_at, told_channels
  FROM alert
 WHERE tenant_id = :tenant
   AND rule_id = :rule
   AND state <> 'resolved'
 ORDER BY started_at, id
   FOR UPDATE
