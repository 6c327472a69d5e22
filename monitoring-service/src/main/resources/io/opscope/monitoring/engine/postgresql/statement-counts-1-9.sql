-- The counters of this database's statements, with pg_stat_statements 1.9 and 1.10, which count nested runs apart;
-- false leaves out the texts, which lie in a file. Entries of others have no number for who may not see them. The costliest come first.
SELECT s.userid::bigint AS owner_id,
       s.toplevel AS is_top,
       s.queryid AS fingerprint,
       NULL::timestamptz AS since,
       s.calls,
       s.total_exec_time AS total_ms,
       s.rows AS rows_returned
  FROM pg_stat_statements(false) s
 WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
   AND s.queryid IS NOT NULL
   AND s.calls > 0
 ORDER BY s.total_exec_time DESC
 LIMIT :limit
