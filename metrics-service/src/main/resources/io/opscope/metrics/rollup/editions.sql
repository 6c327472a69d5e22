-- By which editions every tenant's families were counted, and since when their records are whole.
SELECT tenant_id, family_id, edition, records_since, since_noted, known
  FROM counted_by
