-- Files of the server's machine, by the function of deploy/postgresql/host-figures.sql.
SELECT f.stat, f.meminfo, f.cpu_max, f.cpu_stat, f.memory_max, f.memory_current, f.memory_stat, f.df, f.df_age_seconds
  FROM opscope_host.figures() f
