-- The tenants that have ever sent anything of these families; the marks are counters and no one's facts.
SELECT DISTINCT tenant_id
  FROM ingest_mark
 WHERE family_id = ANY (:families::int[])
 ORDER BY tenant_id
