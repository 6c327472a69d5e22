-- What the logs of watched servers say of sign-ins and statements; of a statement's text nothing is kept.
CREATE TABLE access_log (
    tenant_id   text        NOT NULL,
    source_id   text        NOT NULL,
    session_id  text        NOT NULL,
    line        bigint      NOT NULL,
    at          timestamptz NOT NULL,
    user_name   text,
    action      text        NOT NULL
        CHECK (action IN ('LOGIN', 'LOGOUT', 'QUERY_EXECUTION', 'SCHEMA_CHANGE', 'PRIVILEGE_CHANGE')),
    status      text        CHECK (status IN ('success', 'failure')),
    duration_ms double precision,
    PRIMARY KEY (tenant_id, source_id, session_id, line),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
);
CREATE INDEX access_log_newest ON access_log (tenant_id, source_id, at DESC, session_id DESC, line DESC);
COMMENT ON COLUMN access_log.session_id IS 'With the line, tells an event from every other of the server.';
COMMENT ON COLUMN access_log.status IS 'NULL as long as the log has not told.';

-- How far each log has been read; moved in the transaction that keeps what was read.
CREATE TABLE access_log_position (
    tenant_id text        NOT NULL,
    source_id text        NOT NULL,
    leads_to  text        NOT NULL,
    edition   bigint      NOT NULL,
    place     jsonb,
    cut       text        NOT NULL,
    memory    jsonb       NOT NULL,
    missing   jsonb       NOT NULL,
    read_at   timestamptz,
    PRIMARY KEY (tenant_id, source_id),
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON COLUMN access_log_position.leads_to IS 'The server whose log is read; what is kept is of no other.';
COMMENT ON COLUMN access_log_position.memory IS 'Statements whose end is still to come, by session.';
COMMENT ON COLUMN access_log_position.read_at IS 'NULL before the first reading.';
COMMENT ON COLUMN access_log_position.missing IS 'What of the log cannot be read, and why.';

-- What could not be read any more, for as long as entries from before are kept.
CREATE TABLE access_log_gap (
    key        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id  text        NOT NULL,
    source_id  text        NOT NULL,
    noticed_at timestamptz NOT NULL,
    reason     text        NOT NULL,
    FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE
);
CREATE INDEX access_log_gap_newest ON access_log_gap (tenant_id, source_id, noticed_at DESC);

ALTER TABLE access_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log FORCE ROW LEVEL SECURITY;
CREATE POLICY access_log_of_tenant ON access_log
    USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
ALTER TABLE access_log_position ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log_position FORCE ROW LEVEL SECURITY;
CREATE POLICY access_log_position_of_tenant ON access_log_position
    USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
ALTER TABLE access_log_gap ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log_gap FORCE ROW LEVEL SECURITY;
CREATE POLICY access_log_gap_of_tenant ON access_log_gap
    USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
