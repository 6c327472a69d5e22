-- What is remembered of a rule's groups, with the alert each has.
SELECT i.key, i.labels, i.phase, i.bad_since, i.well_since, i.seen, i.fired, i.alert_id, a.told_at, a.acknowledged_at
  FROM alert_instance i
  LEFT JOIN alert a ON a.tenant_id = i.tenant_id AND a.id = i.alert_id
 WHERE i.tenant_id = :tenant
   AND i.rule_id = :rule
 ORDER BY i.key
   FOR UPDATE OF i
