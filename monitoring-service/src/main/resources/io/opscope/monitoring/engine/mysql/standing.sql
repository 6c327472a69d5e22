-- Who we are here and what is switched on. The server's clock as seconds, so that no zone comes into it.
SELECT 1 AS opscope_watch,
       current_user() AS account,
       unix_timestamp(now(6)) AS read_at,
       @@global.max_connections AS connection_limit,
       @@global.performance_schema = 1 AS statements_collected,
       version() LIKE '%MariaDB%' AS is_mariadb
