-- When records failed, however long before that they began: for those who are to hear of it. Only failures have it, so the
-- index is as small as they are few, and a record that moves on to any other end changes none.
ALTER TABLE record ADD COLUMN failed_at timestamptz;
COMMENT ON COLUMN record.failed_at IS 'Where the family knows when records end; none of failures from before there was this column';
CREATE INDEX record_by_failure ON record (tenant_id, family_id, failed_at) WHERE failed_at IS NOT NULL;
