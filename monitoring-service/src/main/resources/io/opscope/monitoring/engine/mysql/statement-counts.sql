-- The counters of this database's statements, without their texts; the server counts in picoseconds. The costliest come first.
SELECT 1 AS opscope_watch,
       s.digest AS fingerprint,
       unix_timestamp(s.first_seen) AS since,
       s.count_star AS calls,
       s.sum_timer_wait / 1e9 AS total_ms,
       s.sum_rows_examined AS rows_scanned,
       s.sum_rows_sent + s.sum_rows_affected AS rows_returned
  FROM performance_schema.events_statements_summary_by_digest s
 WHERE s.schema_name = database()
   AND (@@lower_case_table_names > 0 OR cast(s.schema_name AS binary) = cast(database() AS binary))
   AND s.digest IS NOT NULL
   AND s.count_star > 0
 ORDER BY s.sum_timer_wait DESC
 LIMIT :limit
