-- The tenants that have ever been counted.
SELECT DISTINCT tenant_id
  FROM counted_by
 ORDER BY tenant_id
