-- Files of the server's machine, by the function of deploy/postgresql/host-figures.sql; and where its own are, for who may know.
SELECT f.stat, f.meminfo, f.cpu_max, f.cpu_stat, f.memory_max, f.memory_current, f.memory_stat, f.df, f.df_age_seconds,
       CASE WHEN pg_has_role('pg_read_all_settings'::name, 'USAGE'::text)
            THEN current_setting('data_directory'::text) END AS data_directory
  FROM opscope_host.figures() f
