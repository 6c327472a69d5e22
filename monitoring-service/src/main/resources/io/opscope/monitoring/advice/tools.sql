-- Where the extensions are that advice needs; NULL for one that this database does not have.
SELECT (SELECT n.nspname::text
          FROM pg_extension e
          JOIN pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname = 'pg_stat_statements') AS statements_schema,
       (SELECT n.nspname::text
          FROM pg_extension e
          JOIN pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname = 'hypopg') AS hypopg_schema,
       coalesce((SELECT has_schema_privilege(e.extnamespace, 'USAGE')
                   FROM pg_extension e
                  WHERE e.extname = 'hypopg'), false) AS hypopg_usable,
       EXISTS (SELECT FROM pg_available_extensions a WHERE a.name = 'hypopg') AS hypopg_installed,
       quote_ident(current_user) AS role_quoted,
       current_setting('server_version_num')::bigint / 10000 AS major
