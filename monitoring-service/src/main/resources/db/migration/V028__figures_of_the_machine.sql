-- Where the node_exporter of a server's machine is asked.
ALTER TABLE data_source
    ADD COLUMN node_exporter            text,
    ADD COLUMN node_exporter_mountpoint text,
    ADD CONSTRAINT data_source_exporter CHECK (
        num_nonnulls(node_exporter, node_exporter_mountpoint) = 0
        OR type <> 'mart' AND node_exporter IS NOT NULL);
COMMENT ON COLUMN data_source.node_exporter_mountpoint IS
    'Where the file system with the data is mounted, as the node_exporter calls it; NULL for the only one there is.';

-- How busy sources and their machines were, besides how they answered. Each has a count of its own, as not every probe
-- reads everything.
ALTER TABLE probe_tier
    ADD COLUMN connections_count bigint NOT NULL DEFAULT 0,
    ADD COLUMN connections_sum   double precision,
    ADD COLUMN connections_min   bigint,
    ADD COLUMN cpu_count         bigint NOT NULL DEFAULT 0,
    ADD COLUMN cpu_sum           double precision,
    ADD COLUMN cpu_min           double precision,
    ADD COLUMN cpu_max           double precision,
    ADD COLUMN memory_count      bigint NOT NULL DEFAULT 0,
    ADD COLUMN memory_sum        double precision,
    ADD COLUMN memory_min        double precision,
    ADD COLUMN memory_max        double precision,
    ADD COLUMN disk_count        bigint NOT NULL DEFAULT 0,
    ADD COLUMN disk_sum          double precision,
    ADD COLUMN disk_min          double precision,
    ADD COLUMN disk_max          double precision;
COMMENT ON COLUMN probe_tier.cpu_sum IS 'Percent of the processors of the machine that the source runs on.';
COMMENT ON COLUMN probe_tier.memory_sum IS 'Percent of its memory.';
COMMENT ON COLUMN probe_tier.disk_sum IS 'Percent of the file system with the data.';
