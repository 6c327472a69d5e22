-- The databases under watch. The password of the suite's own database comes from configuration and is not kept here.
CREATE TABLE data_source (
    id            text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    tenant_id     text        NOT NULL,
    name          text        NOT NULL,
    type          text        NOT NULL,
    host          text        NOT NULL,
    port          integer     NOT NULL CHECK (port BETWEEN 1 AND 65535),
    database_name text        NOT NULL,
    username      text        NOT NULL,
    own           boolean     NOT NULL DEFAULT false,
    registered_at timestamptz NOT NULL
);
CREATE INDEX data_source_by_tenant ON data_source (tenant_id, id);
CREATE UNIQUE INDEX data_source_own ON data_source (own) WHERE own;
COMMENT ON COLUMN data_source.own IS 'The database this suite keeps its own tables in; there is one at most.';

-- One row per look at a source. Small and short-lived: so that figures over the last hour survive a restart.
CREATE TABLE probe (
    source_id   text        NOT NULL REFERENCES data_source ON DELETE CASCADE,
    probed_at   timestamptz NOT NULL,
    prober      text        NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('ANSWERED', 'REFUSED', 'TIMED_OUT', 'FAILED')),
    response_ms double precision,
    reason      text,
    PRIMARY KEY (source_id, probed_at, prober),
    CHECK ((outcome = 'ANSWERED') = (response_ms IS NOT NULL))
);
CREATE INDEX probe_by_age ON probe (probed_at);
COMMENT ON COLUMN probe.prober IS 'The replica that looked; every replica looks for itself.';
