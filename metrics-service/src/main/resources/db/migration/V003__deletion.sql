-- Who took what away, and how much of it; never what it said.
CREATE TABLE deletion (
    tenant_id text        NOT NULL,
    id        uuid        NOT NULL,
    at        timestamptz NOT NULL DEFAULT now(),
    by_user   text        NOT NULL,
    what      text        NOT NULL,
    records   bigint      NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN deletion.what IS 'The kind of thing and its id, such as jobs/42 or users/ann';
COMMENT ON COLUMN deletion.records IS 'Grows with each portion, so it is true even of an erasure that was cut short';
CREATE INDEX deletion_by_time ON deletion (tenant_id, at DESC);
REVOKE DELETE, TRUNCATE ON deletion FROM opscope_metrics;

ALTER TABLE deletion ENABLE ROW LEVEL SECURITY;
ALTER TABLE deletion FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON deletion USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
