-- The tenants that have ever sent anything; the marks are counters and no one's facts.
SELECT DISTINCT tenant_id
  FROM ingest_mark
 ORDER BY tenant_id
