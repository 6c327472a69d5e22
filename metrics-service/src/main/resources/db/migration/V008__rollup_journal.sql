-- What batches changed and the rollup rows do not say yet. A batch is counted by one row here, in its own transaction;
-- the compactor takes rows out and adds them to the rollup rows, many batches at once. Readers add up both.
CREATE TABLE rollup_journal (
    tenant_id text     NOT NULL,
    family_id smallint NOT NULL,
    id        bigint   GENERATED ALWAYS AS IDENTITY,
    changes   bytea    NOT NULL,
    PRIMARY KEY (tenant_id, family_id, id)
);
COMMENT ON COLUMN rollup_journal.changes IS 'Records before and after, as the service writes them';
COMMENT ON COLUMN rollup.slot IS '0; rows in others were counted before there was a journal, and are added up with it';

-- They live for half a second: nothing is gained by compressing them, and what is left of them has to go soon, but without
-- the lock that giving room back to the file system takes, for which everybody would wait.
ALTER TABLE rollup_journal ALTER COLUMN changes SET STORAGE EXTERNAL;
ALTER TABLE rollup_journal SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off,
    toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 1000, toast.autovacuum_vacuum_cost_delay = 0, toast.vacuum_truncate = off);

ALTER TABLE rollup_journal ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollup_journal FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON rollup_journal USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
