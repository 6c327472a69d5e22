-- Silences that are not over, and those that were lately.
SELECT id, rule_id, labels, starts_at, ends_at, comment, created_by, created_at
  FROM alert_silence
 WHERE tenant_id = :tenant
   AND ends_at > :floor
 ORDER BY ends_at DESC, id
 LIMIT 1000
