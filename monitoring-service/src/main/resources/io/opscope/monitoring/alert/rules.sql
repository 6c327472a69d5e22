-- The tenant's rules, by name.
SELECT id, definition, created_by, created_at, changed_by, changed_at, evaluated_at, problem
  FROM alert_rule
 WHERE tenant_id = :tenant
 ORDER BY definition ->> 'rule_name', id
