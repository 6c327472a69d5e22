-- The newest entries of a source.
SELECT at, user_name, action, status, duration_ms
  FROM access_log
 WHERE tenant_id = :tenant
   AND source_id = :source
 ORDER BY at DESC, session_id DESC, line DESC
 LIMIT :limit
