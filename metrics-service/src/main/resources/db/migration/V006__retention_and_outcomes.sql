-- How long things are kept and what statuses mean, per tenant; and since when records are whole.

-- Records before a moment are gone; what was counted of them stays. The moment is a month's start, so that every bucket
-- of the rollups lies entirely on one side of it.
ALTER TABLE counted_by
    ADD COLUMN records_since timestamptz,
    ADD COLUMN since_noted timestamptz,
    ADD COLUMN known jsonb;
COMMENT ON COLUMN counted_by.records_since IS 'Records before it are gone or about to be; NULL: every record is there';
COMMENT ON COLUMN counted_by.since_noted IS 'When records_since was moved; they are deleted some time after everybody could know';
COMMENT ON COLUMN counted_by.known IS 'Sets and measures that are counted, each with the moment since when: "" is ever';

-- One row per tenant that decided something; a NULL means what the service does by itself.
CREATE TABLE policy (
    tenant_id  text        NOT NULL PRIMARY KEY,
    minute_days int,
    hour_days  int,
    day_days   int,
    month_days int,
    raw_days   int,
    outcomes   jsonb       NOT NULL DEFAULT '{}',
    changed    timestamptz NOT NULL
);
COMMENT ON TABLE policy IS 'Settings, read for all tenants at once by every replica; holds no fact of anyone.';
COMMENT ON COLUMN policy.outcomes IS 'The tenant''s own statuses, in lower case, and the outcome each stands for';
COMMENT ON COLUMN policy.changed IS 'When a period last became another one; what a shorter one drops is dropped later';

-- Everybody's may be read, one's own alone be written.
ALTER TABLE policy ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy FORCE ROW LEVEL SECURITY;
CREATE POLICY for_all_to_read ON policy FOR SELECT USING (true);
CREATE POLICY one_tenant_to_add ON policy FOR INSERT
    WITH CHECK (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
CREATE POLICY one_tenant_to_change ON policy FOR UPDATE
    USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));

-- Who decided what, and when.
CREATE TABLE policy_change (
    tenant_id text        NOT NULL,
    id        uuid        NOT NULL,
    at        timestamptz NOT NULL,
    by_user   text        NOT NULL,
    what      text        NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN policy_change.what IS 'The policy as a whole, before and after';
CREATE INDEX policy_change_by_time ON policy_change (tenant_id, at DESC);
REVOKE UPDATE, DELETE, TRUNCATE ON policy_change FROM opscope_metrics;

ALTER TABLE policy_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_change FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON policy_change USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
