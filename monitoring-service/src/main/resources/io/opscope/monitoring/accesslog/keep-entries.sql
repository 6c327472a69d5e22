-- Entries as they are known now; what is known of an entry grows with the log.
INSERT INTO access_log AS known (tenant_id, source_id, session_id, line, at, user_name, action, status, duration_ms)
SELECT :tenant, :source, e.session_id, e.line, e.at, e.user_name, e.action, e.status, e.duration_ms
  FROM unnest(:sessions::text[], :lines::bigint[], :times::timestamptz[], :users::text[], :actions::text[],
              :statuses::text[], :durations::float8[])
       AS e (session_id, line, at, user_name, action, status, duration_ms)
 ORDER BY e.session_id, e.line
    ON CONFLICT (tenant_id, source_id, session_id, line) DO UPDATE
   SET at = excluded.at,
       user_name = excluded.user_name,
       action = excluded.action,
       status = excluded.status,
       duration_ms = excluded.duration_ms
