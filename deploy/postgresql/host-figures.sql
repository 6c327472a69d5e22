-- Lets Opscope read how busy the machine of a PostgreSQL server is: processor, memory, and the disk that the data is on.
-- Run by a superuser, once in each database that is registered; running it again changes nothing:
--
--     psql -d shop -f host-figures.sql
--
-- It makes one function without parameters, which reads the files named below and no others, as a role that cannot sign
-- in and may do nothing else. Members of pg_monitor may call it. Taken away by: DROP SCHEMA opscope_host CASCADE;
-- then, when no database has it any more: DROP OWNED BY opscope_host; DROP ROLE opscope_host;
--
-- PostgreSQL cannot tell by itself how much room a disk has left. Where that is wanted, too, the server's own user leaves
-- it in the data directory every minute; what is older than five minutes is not believed:
--
--     * * * * * postgres  cd /var/lib/postgresql/15/main && df -kP . > opscope-df.new && mv opscope-df.new opscope-df

BEGIN;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'opscope_host') THEN
        CREATE ROLE opscope_host;
    END IF;
END
$$;
ALTER ROLE opscope_host NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD NULL;
GRANT pg_read_server_files TO opscope_host;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text, bigint, bigint, boolean) TO opscope_host;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_stat_file(text, boolean) TO opscope_host;

CREATE SCHEMA IF NOT EXISTS opscope_host;
ALTER SCHEMA opscope_host OWNER TO opscope_host;

CREATE OR REPLACE FUNCTION opscope_host.figures(
    OUT stat text, OUT meminfo text,
    OUT cpu_max text, OUT cpu_stat text, OUT memory_max text, OUT memory_current text, OUT memory_stat text,
    OUT df text, OUT df_age_seconds double precision)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_read_file('/proc/stat', 0, 65536, true),
           pg_read_file('/proc/meminfo', 0, 65536, true),
           -- in a container these are its own limits, in either version of control groups
           coalesce(pg_read_file('/sys/fs/cgroup/cpu.max', 0, 4096, true),
                    rtrim(pg_read_file('/sys/fs/cgroup/cpu/cpu.cfs_quota_us', 0, 4096, true), E'\n') || ' '
                    || pg_read_file('/sys/fs/cgroup/cpu/cpu.cfs_period_us', 0, 4096, true)),
           coalesce('usage_usec '
                    || pg_read_file('/sys/fs/cgroup/cpuacct/cpuacct.usage', 0, 4096, true)::bigint / 1000,
                    pg_read_file('/sys/fs/cgroup/cpu.stat', 0, 4096, true)),
           coalesce(pg_read_file('/sys/fs/cgroup/memory.max', 0, 4096, true),
                    pg_read_file('/sys/fs/cgroup/memory/memory.limit_in_bytes', 0, 4096, true)),
           coalesce(pg_read_file('/sys/fs/cgroup/memory.current', 0, 4096, true),
                    pg_read_file('/sys/fs/cgroup/memory/memory.usage_in_bytes', 0, 4096, true)),
           coalesce(pg_read_file('/sys/fs/cgroup/memory.stat', 0, 16384, true),
                    pg_read_file('/sys/fs/cgroup/memory/memory.stat', 0, 16384, true)),
           pg_read_file('opscope-df', 0, 4096, true),
           extract(epoch FROM clock_timestamp() - (pg_stat_file('opscope-df', true)).modification)
$$;
ALTER FUNCTION opscope_host.figures() OWNER TO opscope_host;
REVOKE ALL ON FUNCTION opscope_host.figures() FROM PUBLIC;
GRANT USAGE ON SCHEMA opscope_host TO pg_monitor;
GRANT EXECUTE ON FUNCTION opscope_host.figures() TO pg_monitor;

COMMIT;
