-- Which replica watches which source. Whoever holds a lease renews it; one that is not renewed in time is anybody's.
CREATE TABLE watch_lease (
    tenant_id text        NOT NULL,
    source_id text        NOT NULL,
    holder    text        NOT NULL,
    until     timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, source_id),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
) WITH (fillfactor = 50);
CREATE INDEX watch_lease_by_holder ON watch_lease (holder);

-- The replicas there are, so that each knows its share.
CREATE TABLE watch_replica (
    id    text PRIMARY KEY,
    until timestamptz NOT NULL
);

-- What was seen of each source last, for the replicas that do not watch it.
CREATE TABLE sighting (
    tenant_id text        NOT NULL,
    source_id text        NOT NULL,
    seen_at   timestamptz NOT NULL,
    state     jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, source_id),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
) WITH (fillfactor = 50);

-- Probes added up by minute, hour and day (UTC); single ones are dropped after a day.
CREATE TABLE probe_tier (
    tenant_id       text        NOT NULL,
    source_id       text        NOT NULL,
    tier            text        NOT NULL CHECK (tier IN ('minute', 'hour', 'day')),
    bucket          timestamptz NOT NULL,
    probes          bigint      NOT NULL,
    failures        bigint      NOT NULL,
    response_sum    double precision,
    response_min    double precision,
    response_max    double precision,
    connections_max bigint,
    size_bytes      bigint,
    PRIMARY KEY (tenant_id, source_id, tier, bucket),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
);
CREATE INDEX probe_tier_by_age ON probe_tier (tier, bucket);
COMMENT ON COLUMN probe_tier.response_sum IS 'Milliseconds, of the probes that were answered.';
COMMENT ON COLUMN probe.prober IS 'The replica that looked; it held the lease.';
