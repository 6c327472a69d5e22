-- Statements of this database by their mean time, over all roles and nesting levels they were run at. Needs PostgreSQL 13
-- for the column names. Operators are those of the very types, as more than the server's own schema is looked up in. Ours begin with a mark and are left out. Texts are cut: a list of a million literals is of no use to a reader.
SELECT s.queryid::text AS fingerprint,
       left(min(s.query), 10000) AS text,
       sum(s.total_exec_time) / sum(s.calls)::double precision AS mean_ms,
       sum(s.calls)::bigint AS calls,
       sum(s.total_exec_time) AS total_ms,
       sum(s.rows)::bigint AS rows_returned
  FROM pg_stat_statements s
 WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
   AND s.queryid IS NOT NULL
   AND NOT starts_with(s.query, :mark::text)
 GROUP BY s.queryid
HAVING sum(s.calls) > 0::numeric
 ORDER BY mean_ms DESC, fingerprint
 LIMIT :limit
