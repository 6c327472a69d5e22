-- Drops the intervals of a tenant that ended before :floor.
DELETE FROM statement_interval WHERE tenant_id = :tenant AND ended_at < :floor
