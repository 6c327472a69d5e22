-- The tenant's rules, by name.
SELECT id, definition, created_by, created_at, changed_by, changed_at, evaluated_at, problem
  FROM alert_rule
 WHERE tenant_id = :tenant
   AND (CAST(:metric AS text) IS NULL OR definition ->> 'metric_name' = :metric)
   AND (CAST(:severity AS text) IS NULL OR definition ->> 'severity' = :severity)
   AND (CAST(:enabled AS boolean) IS NULL OR enabled = :enabled)
 ORDER BY definition ->> 'rule_name', id
