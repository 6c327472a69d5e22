-- What was sent in, and what was counted of it.

-- The truth: one row per record, identified by (tenant, family, id) whatever time it bears. A partition per family, so
-- that each family is a table of its own while every statement is written once.
-- What is counted of a record stands beside it (dims, measures in the catalogue's order), so that taking it back when
-- it changes uses the very values that were added, even after the catalogue has grown.
CREATE TABLE record (
    tenant_id   text        NOT NULL,
    family_id   smallint    NOT NULL,
    id          text        NOT NULL,
    user_id     text,
    at          timestamptz NOT NULL,
    status      text        NOT NULL,
    outcome     smallint    NOT NULL CHECK (outcome BETWEEN 0 AND 3),
    currency    text        NOT NULL,
    version     bigint,
    updated_at  timestamptz,
    dims        text[]      NOT NULL,
    measures    numeric[]   NOT NULL,
    fingerprint bigint      NOT NULL,
    body        jsonb       NOT NULL,
    PRIMARY KEY (tenant_id, family_id, id)
) PARTITION BY LIST (family_id);
COMMENT ON COLUMN record.outcome IS '0 success, 1 failure, 2 in progress, 3 cancelled';
COMMENT ON COLUMN record.fingerprint IS 'Of the body; the same record sent again is recognised by it';
CREATE INDEX record_by_time ON record (tenant_id, family_id, at DESC, id);
CREATE INDEX record_by_user ON record (tenant_id, family_id, user_id, at DESC, id);

CREATE TABLE record_jobs PARTITION OF record FOR VALUES IN (1);
CREATE TABLE record_transactions PARTITION OF record FOR VALUES IN (2);
CREATE TABLE record_others PARTITION OF record DEFAULT;
COMMENT ON TABLE record_others IS 'Families that were declared without a partition of their own; they work, too.';

-- What was counted: one row per bucket of a tier, outcome, currency, declared dimension set and its values.
-- Each transaction adds to a slot of its own, so that writers never wait for each other; readers add the slots up.
CREATE TABLE rollup (
    tenant_id  text        NOT NULL,
    tier       smallint    NOT NULL,
    family_id  smallint    NOT NULL,
    set_id     smallint    NOT NULL,
    bucket     timestamptz NOT NULL,
    outcome    smallint    NOT NULL,
    currency   text        NOT NULL,
    dims       text[]      NOT NULL,
    slot       smallint    NOT NULL,
    records    bigint      NOT NULL,
    counts     bigint[]    NOT NULL,
    sums       numeric[]   NOT NULL,
    mins       numeric[]   NOT NULL,
    maxs       numeric[]   NOT NULL,
    stale      boolean     NOT NULL,
    PRIMARY KEY (tenant_id, tier, family_id, set_id, bucket, outcome, currency, dims, slot)
) PARTITION BY LIST (tier);
COMMENT ON COLUMN rollup.tier IS '3 hour, 4 day (UTC)';
COMMENT ON COLUMN rollup.stale IS 'An extreme was taken out: mins and maxs may be too wide, read them from the records';
CREATE TABLE rollup_hour PARTITION OF rollup FOR VALUES IN (3);
CREATE TABLE rollup_day PARTITION OF rollup FOR VALUES IN (4);

-- Tells caches that something new is committed; head is today, history is anything before.
CREATE TABLE ingest_mark (
    tenant_id text     NOT NULL,
    family_id smallint NOT NULL,
    part      text     NOT NULL CHECK (part IN ('head', 'history')),
    slot      smallint NOT NULL,
    mark      bigint   NOT NULL,
    PRIMARY KEY (tenant_id, family_id, part, slot)
);
COMMENT ON TABLE ingest_mark IS 'Counters only, read for all tenants at once by every replica; holds no fact of anyone.';

-- Whom and what the records speak of.
CREATE TABLE directory_entry (
    tenant_id text        NOT NULL,
    kind      text        NOT NULL,
    id        text        NOT NULL,
    body      jsonb       NOT NULL,
    changed   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, kind, id)
);

ALTER TABLE record ENABLE ROW LEVEL SECURITY;
ALTER TABLE record FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON record USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
ALTER TABLE rollup ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON rollup USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
ALTER TABLE directory_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE directory_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON directory_entry USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));

-- The partitions are reached through their parents only, where the policies are.
REVOKE ALL ON record_jobs, record_transactions, record_others, rollup_hour, rollup_day FROM PUBLIC, opscope_metrics;
