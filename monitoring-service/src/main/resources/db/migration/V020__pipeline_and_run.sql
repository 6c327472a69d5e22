-- The tenants that have pipelines, for what is done for each of them without anybody asking.
CREATE TABLE pipeline_tenant (
    tenant_id text PRIMARY KEY
);

-- Registered pipelines: by an admin, or by the first lineage event of a job.
CREATE TABLE pipeline (
    key              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id        text        NOT NULL,
    id               text        NOT NULL,
    name             text        NOT NULL,
    source           text,
    destination      text,
    success_within_s bigint      CHECK (success_within_s > 0),
    stuck_after_s    bigint      CHECK (stuck_after_s > 0),
    job_digest       text,
    job_namespace    text,
    job_name         text,
    declared         boolean     NOT NULL,
    registered_at    timestamptz NOT NULL,
    UNIQUE (tenant_id, id),
    UNIQUE (tenant_id, job_digest)
);
COMMENT ON COLUMN pipeline.key IS 'Never used again: what is left of a removed pipeline is none of its successor''s.';
COMMENT ON COLUMN pipeline.job_digest IS 'Stands for namespace and name of the job, which are too long for an index.';
COMMENT ON COLUMN pipeline.declared IS 'Whether an admin registered it; else lineage did.';

-- Removed pipelines whose runs are still to be swept out.
CREATE TABLE pipeline_removed (
    tenant_id    text   NOT NULL,
    pipeline_key bigint NOT NULL,
    PRIMARY KEY (tenant_id, pipeline_key)
);

-- What is known of each run; a state that events are merged into. No reference to the pipeline, or removing one with a
-- million runs would be one statement.
CREATE TABLE pipeline_run (
    tenant_id    text        NOT NULL,
    pipeline_key bigint      NOT NULL,
    run_id       text        NOT NULL,
    first_at     timestamptz NOT NULL,
    last_at      timestamptz NOT NULL,
    started_at   timestamptz,
    ended_at     timestamptz,
    outcome      text        CHECK (outcome IN ('COMPLETE', 'ABORT', 'FAIL')),
    end_rows     bigint,
    end_errors   bigint,
    is_told      boolean     NOT NULL,
    most_rows    bigint,
    most_bytes   bigint,
    most_errors  bigint,
    began_by     text,
    began_by_at  timestamptz,
    nominal_at   timestamptz,
    parent       text,
    inputs       text[]      NOT NULL,
    outputs      text[]      NOT NULL,
    order_at     timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(started_at, first_at)) STORED,
    PRIMARY KEY (tenant_id, pipeline_key, run_id),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX pipeline_run_newest ON pipeline_run (tenant_id, pipeline_key, order_at DESC, run_id DESC);
CREATE INDEX pipeline_run_success ON pipeline_run (tenant_id, pipeline_key, ended_at DESC) WHERE outcome = 'COMPLETE';
CREATE INDEX pipeline_run_open ON pipeline_run (tenant_id, pipeline_key, last_at) WHERE ended_at IS NULL AND is_told;
CREATE INDEX pipeline_run_age ON pipeline_run (tenant_id, last_at);
COMMENT ON COLUMN pipeline_run.is_told IS 'Whether any event said that the run goes on or has ended.';

-- The newest lines of a run's log. Apart from the run, so that listing runs does not read them.
CREATE TABLE pipeline_run_log (
    tenant_id    text     NOT NULL,
    pipeline_key bigint   NOT NULL,
    run_id       text     NOT NULL,
    at_us        bigint[] NOT NULL,
    position     bigint[] NOT NULL,
    level        text[]   NOT NULL,
    message      text[]   NOT NULL,
    is_cut       boolean  NOT NULL,
    PRIMARY KEY (tenant_id, pipeline_key, run_id),
    FOREIGN KEY (tenant_id, pipeline_key, run_id) REFERENCES pipeline_run ON DELETE CASCADE
);
COMMENT ON COLUMN pipeline_run_log.at_us IS 'Microseconds since 1970.';

ALTER TABLE pipeline ENABLE ROW LEVEL SECURITY;
ALTER TABLE pipeline FORCE ROW LEVEL SECURITY;
CREATE POLICY pipeline_of_tenant ON pipeline USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
ALTER TABLE pipeline_removed ENABLE ROW LEVEL SECURITY;
ALTER TABLE pipeline_removed FORCE ROW LEVEL SECURITY;
CREATE POLICY pipeline_removed_of_tenant ON pipeline_removed
    USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
ALTER TABLE pipeline_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE pipeline_run FORCE ROW LEVEL SECURITY;
CREATE POLICY pipeline_run_of_tenant ON pipeline_run
    USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
ALTER TABLE pipeline_run_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE pipeline_run_log FORCE ROW LEVEL SECURITY;
CREATE POLICY pipeline_run_log_of_tenant ON pipeline_run_log
    USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
