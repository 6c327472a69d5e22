-- The newest gaps that may lie among the entries that are shown.
SELECT noticed_at, reason
  FROM access_log_gap
 WHERE tenant_id = :tenant
   AND source_id = :source
   AND noticed_at >= coalesce(:since::timestamptz, '-infinity')
 ORDER BY noticed_at DESC, key DESC
 LIMIT 3
