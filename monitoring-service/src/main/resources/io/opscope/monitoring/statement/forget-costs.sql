-- Drops what statements of a tenant cost before :floor.
DELETE FROM statement_cost WHERE tenant_id = :tenant AND ended_at < :floor
