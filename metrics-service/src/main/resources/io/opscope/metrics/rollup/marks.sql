-- Every tenant's marks, added up over the slots.
SELECT tenant_id, family_id, part, sum(mark)::bigint AS mark
  FROM ingest_mark
 GROUP BY tenant_id, family_id, part
