-- Sessions of clients that run a statement, or hold a transaction open after one, newest statement first.
-- Duration: of a running statement until now, of an ended one until it ended (the state changed then).
-- Read through JSON, the statement's fingerprint is NULL on servers that have no such column (13) instead of an error.
SELECT a.pid::text AS session,
       to_jsonb(a) ->> 'query_id' AS fingerprint,
       a.datname::text AS database,
       a.usename::text AS role,
       a.query AS text,
       a.state,
       greatest(0, 1000 * extract(epoch FROM
           CASE WHEN a.state = 'active' THEN clock_timestamp() ELSE a.state_change END - a.query_start
       ))::double precision AS duration_ms,
       a.query_start AS started_at
  FROM pg_stat_activity a
 WHERE a.backend_type = 'client backend'
   AND a.state <> 'idle'
   AND a.query_start IS NOT NULL
   AND a.query <> ''
   AND NOT (a.usename = current_user AND a.application_name = current_setting('application_name'))
 ORDER BY a.query_start DESC, a.pid
 LIMIT :limit
