-- What our role may read here, and whether the server collects statement statistics. The setting exists only where the
-- library was loaded at the server's start, whoever asks; the list of preloaded libraries itself is for superusers.
SELECT current_user::text AS role,
       quote_ident(current_user) AS role_quoted,
       pg_has_role('pg_read_all_stats', 'USAGE') AS reads_all_statistics,
       current_setting('server_version_num')::bigint AS version,
       current_setting('pg_stat_statements.max', true) IS NOT NULL AS statements_loaded,
       (SELECT n.nspname::text
          FROM pg_extension e
          JOIN pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname = 'pg_stat_statements') AS statements_schema,
       (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'pg_stat_statements') AS statements_version
