-- Every family gets a table of its own, and what was counted gets all five tiers, histograms and distinct counts.

CREATE TABLE record_messages PARTITION OF record FOR VALUES IN (3);
CREATE TABLE record_activities PARTITION OF record FOR VALUES IN (4);
CREATE TABLE record_measurements PARTITION OF record FOR VALUES IN (5);
CREATE TABLE record_logs PARTITION OF record FOR VALUES IN (6);

-- Rollups are made of the records: these are dropped, and the service counts them anew where records are there already.
DROP TABLE rollup;

-- What was counted: one row per bucket of a tier, outcome, currency, declared dimension set and its values.
-- Each transaction adds to a slot of its own, so that writers never wait for each other; readers add the slots up.
-- A slot on its own may be negative: a record is taken back in whatever slot is free.
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
    stale      boolean[]   NOT NULL,
    hist       bytea,
    uniques    bytea,
    PRIMARY KEY (tenant_id, tier, family_id, set_id, bucket, outcome, currency, dims, slot)
) PARTITION BY LIST (tier);
COMMENT ON COLUMN rollup.tier IS '1 second, 2 minute, 3 hour, 4 day, 5 month (UTC)';
COMMENT ON COLUMN rollup.counts IS 'Per measure of the family: records that have a value; likewise sums, mins, maxs, stale';
COMMENT ON COLUMN rollup.stale IS 'An extreme was taken out: the min and max may be too wide';
COMMENT ON COLUMN rollup.hist IS 'Histogram of the measure that the set declares';
COMMENT ON COLUMN rollup.uniques IS 'Distinct users that were ever seen, where the set declares it';

-- Rows are written again and again while their bucket is open; room on their page keeps that cheap.
CREATE TABLE rollup_second PARTITION OF rollup FOR VALUES IN (1) WITH (fillfactor = 70);
CREATE TABLE rollup_minute PARTITION OF rollup FOR VALUES IN (2) WITH (fillfactor = 70);
CREATE TABLE rollup_hour PARTITION OF rollup FOR VALUES IN (3) WITH (fillfactor = 70);
CREATE TABLE rollup_day PARTITION OF rollup FOR VALUES IN (4) WITH (fillfactor = 70);
CREATE TABLE rollup_month PARTITION OF rollup FOR VALUES IN (5) WITH (fillfactor = 70);

ALTER TABLE rollup ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON rollup USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));

-- By which edition of its catalogue entry a family's records were counted; another edition counts them anew.
CREATE TABLE counted_by (
    tenant_id text     NOT NULL,
    family_id smallint NOT NULL,
    edition   text     NOT NULL,
    PRIMARY KEY (tenant_id, family_id)
);
COMMENT ON TABLE counted_by IS 'Read for all tenants at once when a service starts; holds no fact of anyone.';

-- The partitions are reached through their parents only, where the policies are.
REVOKE ALL ON record_messages, record_activities, record_measurements, record_logs,
              rollup_second, rollup_minute, rollup_hour, rollup_day, rollup_month FROM PUBLIC, opscope_metrics;
INSERT INTO counted_by SELECT DISTINCT tenant_id, family_id, 'before editions' FROM ingest_mark;
