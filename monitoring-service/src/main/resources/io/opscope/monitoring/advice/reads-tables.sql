-- Whether our role may read every table, as planning any statement takes.
SELECT EXISTS (SELECT
                 FROM pg_roles r
                WHERE r.rolname IN ('pg_read_all_data', current_user)
                  AND (r.rolname = 'pg_read_all_data' AND pg_has_role(r.oid, 'USAGE'::text) OR r.rolsuper)) AS reads_tables
