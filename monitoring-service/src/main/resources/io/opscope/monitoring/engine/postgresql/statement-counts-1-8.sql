-- The counters of this database's statements, with pg_stat_statements 1.8, which does not say which runs were nested: a newer
-- server counts these apart all the same and hands out two rows for one statement, which are added up. False leaves out the
-- texts, which lie in a file. Entries of others have no number for who may not see them. The costliest come first.
SELECT s.userid::bigint AS owner_id,
       NULL::boolean AS is_top,
       s.queryid AS fingerprint,
       NULL::timestamptz AS since,
       sum(s.calls)::bigint AS calls,
       sum(s.total_exec_time) AS total_ms,
       sum(s.rows)::bigint AS rows_returned
  FROM pg_stat_statements(false) s
 WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
   AND s.queryid IS NOT NULL
   AND s.calls > 0
 GROUP BY s.userid, s.queryid
 ORDER BY total_ms DESC
 LIMIT :limit
