-- What is written to the log, where, and whether our role may read it. The directory is told to pg_monitor alone. What our
-- role has for itself, so that its own statements are kept out, says nothing of what others' sessions log.
SELECT current_user::text AS role,
       quote_ident(current_user) AS role_quoted,
       current_database()::text AS database,
       pg_has_role('pg_read_all_settings'::name, 'USAGE'::text) AS reads_settings,
       has_function_privilege('pg_ls_logdir()'::text, 'EXECUTE'::text) AS lists,
       has_function_privilege('pg_read_binary_file(text, bigint, bigint, boolean)'::text, 'EXECUTE'::text) AS reads,
       current_setting('logging_collector') = 'on' AS collects,
       current_setting('log_destination') AS destination,
       current_setting('log_timezone') AS zone,
       current_setting('lc_messages') AS language,
       current_setting('log_connections') IN ('off', '') AS logins_hidden,
       current_setting('log_disconnections') = 'off' AS logouts_hidden,
       current_setting('log_statement') = 'none'
           AND current_setting('log_duration') = 'off'
           AND current_setting('log_min_duration_statement') = '-1'
           AND coalesce(current_setting('pgaudit.log', true), 'none') = 'none'
           AND NOT EXISTS (SELECT FROM pg_settings s
                            WHERE s.name IN ('log_statement', 'log_duration', 'log_min_duration_statement', 'pgaudit.log')
                              AND s.source IN ('user', 'database user')) AS statements_hidden,
       current_setting('server_version_num')::bigint AS version
