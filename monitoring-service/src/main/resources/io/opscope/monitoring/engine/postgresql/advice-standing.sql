-- What proposing indexes takes: the extension that supposes them, and the right to read the tables that statements read.
SELECT quote_ident(current_user) AS role_quoted,
       EXISTS (SELECT FROM pg_extension e WHERE e.extname = 'hypopg') AS supposes,
       EXISTS (SELECT
                 FROM pg_roles r
                WHERE r.rolname IN ('pg_read_all_data', current_user)
                  AND (r.rolname = 'pg_read_all_data' AND pg_has_role(r.oid, 'USAGE'::text) OR r.rolsuper)) AS reads_tables
