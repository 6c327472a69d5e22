-- Bytes of the tables that we may see in the database we are signed in to, and how many those are. Databases are granted by
-- patterns, except on a MySQL with partial revokes; MariaDB does not read the comment.
SELECT 1 AS opscope_watch,
       current_user() AS account,
       database() AS db_name,
       0 /*!80016 + @@partial_revokes */ = 0 AS grants_by_pattern,
       coalesce(sum(t.data_length + t.index_length), 0) AS bytes,
       count(*) AS tables_seen
  FROM information_schema.tables t
 WHERE t.table_schema = database()
   AND t.table_type = 'BASE TABLE'
