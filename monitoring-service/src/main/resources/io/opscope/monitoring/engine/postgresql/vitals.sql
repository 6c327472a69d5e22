-- The server's state in one short question: no table of the user's is touched.
-- Connections are those of clients on the whole server, as the limit is the server's too; who may not read other
-- sessions' statistics sees no kind of session, so the count would be wrong and is NULL instead.
SELECT current_user::text AS role,
       quote_ident(current_user) AS role_quoted,
       clock_timestamp() AS read_at,
       extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())::bigint AS uptime_seconds,
       CASE WHEN pg_has_role('pg_read_all_stats', 'USAGE') THEN
            (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
       END AS connections,
       current_setting('max_connections')::bigint
       - current_setting('superuser_reserved_connections')::bigint AS connection_limit,
       (SELECT d.xact_commit + d.xact_rollback
          FROM pg_stat_database d
         WHERE d.datname = current_database()) AS transactions
