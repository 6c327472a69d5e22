-- Who takes the differences of a source's statement counters. Whoever begins to writes itself in, and so ends what another
-- replica would still write: of two intervals that overlap one is never written.
CREATE TABLE statement_reader (
    tenant_id text   NOT NULL,
    source_id text   NOT NULL,
    leads_to  text   NOT NULL,
    reader    uuid   NOT NULL,
    turn      bigint NOT NULL,
    lacks     text   NOT NULL DEFAULT '[]',
    PRIMARY KEY (tenant_id, source_id),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON COLUMN statement_reader.leads_to IS 'The server and database that was read; what is kept is of no other.';
COMMENT ON COLUMN statement_reader.turn IS 'Grows by one with each interval; an interval that was written is not written again.';
COMMENT ON COLUMN statement_reader.lacks IS 'Why the last reading was not complete, as JSON.';

-- What was counted between two readings of a source, apart from the statements that are kept one by one.
CREATE TABLE statement_interval (
    tenant_id     text             NOT NULL,
    source_id     text             NOT NULL,
    ended_at      timestamptz      NOT NULL,
    began_at      timestamptz      NOT NULL,
    evictions     bigint           NOT NULL,
    rest          bigint           NOT NULL,
    rest_calls    bigint           NOT NULL,
    rest_total_ms double precision NOT NULL,
    PRIMARY KEY (tenant_id, source_id, ended_at),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE,
    CHECK (began_at < ended_at)
);
CREATE INDEX statement_interval_by_age ON statement_interval (ended_at);
COMMENT ON COLUMN statement_interval.evictions IS 'How often the server had to forget statements for want of room meanwhile.';
COMMENT ON COLUMN statement_interval.rest IS 'How many statements are not kept one by one.';

-- The costliest statements of each interval.
CREATE TABLE statement_cost (
    tenant_id     text             NOT NULL,
    source_id     text             NOT NULL,
    ended_at      timestamptz      NOT NULL,
    fingerprint   text             NOT NULL,
    calls         bigint           NOT NULL CHECK (calls > 0),
    total_ms      double precision NOT NULL CHECK (total_ms >= 0),
    rows_scanned  bigint,
    rows_returned bigint           NOT NULL,
    PRIMARY KEY (tenant_id, source_id, ended_at, fingerprint),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
);
CREATE INDEX statement_cost_by_age ON statement_cost (ended_at);

-- What the statements say that are kept.
CREATE TABLE statement_text (
    tenant_id   text NOT NULL,
    source_id   text NOT NULL,
    fingerprint text NOT NULL,
    text        text NOT NULL,
    PRIMARY KEY (tenant_id, source_id, fingerprint),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
);

DO $$
DECLARE confined text;
BEGIN
    FOREACH confined IN ARRAY ARRAY['statement_reader', 'statement_interval', 'statement_cost', 'statement_text'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', confined);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', confined);
        EXECUTE format('CREATE POLICY one_tenant ON %I USING (tenant_id = nullif(current_setting(''opscope.tenant'', true), ''''))',
                       confined);
    END LOOP;
END
$$;
