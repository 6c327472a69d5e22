-- Writes over a rule; what its last evaluation met was about the rule as it was.
UPDATE alert_rule
   SET definition = CAST(:definition AS jsonb),
       enabled = :enabled,
       changed_by = :by,
       changed_at = now(),
       problem = NULL
 WHERE tenant_id = :tenant
   AND id = :id
