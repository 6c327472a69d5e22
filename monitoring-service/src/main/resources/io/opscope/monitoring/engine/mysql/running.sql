-- Sessions of clients that run a statement, newest statement first; seconds are all that MySQL tells of the duration. The
-- performance schema has the same list with statements cut to 1,024 bytes.
SELECT 1 AS opscope_watch,
       p.id AS session,
       p.db AS db_name,
       p.user AS user_name,
       p.info AS text,
       p.time * 1000 AS duration_ms,
       unix_timestamp(now(6)) - p.time AS started_at
  FROM information_schema.processlist p
 WHERE p.command IN ('Query', 'Execute')
   AND p.info IS NOT NULL
   AND p.id <> connection_id()
 ORDER BY p.time, p.id DESC
 LIMIT :limit
