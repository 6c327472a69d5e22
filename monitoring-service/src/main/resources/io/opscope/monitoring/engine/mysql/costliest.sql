-- Statements of this database by their mean time; the server counts in picoseconds. Ours have a column of their own and are left out. Texts are cut, one
-- character behind what is told, so that it is seen that there is more: a list of a million literals is of no use to a reader. Names are compared without regard to case there, which tells databases apart on some servers.
SELECT 1 AS opscope_watch,
       s.digest AS fingerprint,
       left(s.digest_text, 10001) AS text,
       least(@@max_digest_length, @@performance_schema_max_digest_length) AS text_bytes,
       s.sum_timer_wait / s.count_star / 1e9 AS mean_ms,
       s.count_star AS calls,
       s.sum_timer_wait / 1e9 AS total_ms,
       s.sum_rows_examined AS rows_scanned,
       s.sum_rows_sent + s.sum_rows_affected AS rows_returned
  FROM performance_schema.events_statements_summary_by_digest s
 WHERE s.schema_name = database()
   AND (@@lower_case_table_names > 0 OR cast(s.schema_name AS binary) = cast(database() AS binary))
   AND s.digest IS NOT NULL
   AND instr(s.digest_text, '`opscope_watch`') = 0
   AND s.count_star > 0
 ORDER BY mean_ms DESC, s.digest
 LIMIT :limit
