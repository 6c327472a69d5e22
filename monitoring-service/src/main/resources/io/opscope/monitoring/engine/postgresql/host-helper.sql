-- Whether the function of host-figures.sql is there, is what that script makes, and may be called. Anybody who may create
-- schemas could make one of that name that runs as whoever calls it: one that does, or whose owner may not read files
-- anyway, is not called.
SELECT count(*) > 0 AS there,
       coalesce(bool_and(p.prosecdef
                         AND pg_has_role(p.proowner, 'pg_read_server_files'::name, 'MEMBER'::text)
                         AND n.nspowner = p.proowner), false) AS trusted,
       coalesce(bool_and(has_schema_privilege(n.oid, 'USAGE'::text)
                         AND has_function_privilege(p.oid, 'EXECUTE'::text)), false) AS permitted,
       quote_ident(current_user) AS role_quoted
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname = 'opscope_host'
   AND p.proname = 'figures'
   AND p.pronargs = 0
