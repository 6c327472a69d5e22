-- Whether our role may read every table, as planning any statement takes. Those of others' sessions go with them.
SELECT NOT EXISTS (SELECT
                     FROM pg_class c
                     JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.relkind IN ('r', 'p')
                      AND n.nspname <> 'information_schema'
                      AND left(n.nspname::text, 3) <> 'pg_'
                      AND NOT (has_schema_privilege(n.oid, 'USAGE'::text) AND has_table_privilege(c.oid, 'SELECT'::text)))
       AS reads_tables
