-- One rule, and nobody changes it until this transaction ends.
SELECT id, definition, created_by, created_at, changed_by, changed_at, evaluated_at, problem
  FROM alert_rule
 WHERE tenant_id = :tenant
   AND id = :id
   FOR UPDATE
