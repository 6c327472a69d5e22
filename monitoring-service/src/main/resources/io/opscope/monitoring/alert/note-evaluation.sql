-- Notes when a rule was evaluated, and why there was no data.
UPDATE alert_rule
   SET evaluated_at = :at,
       problem = :problem
 WHERE tenant_id = :tenant
   AND id = :id
