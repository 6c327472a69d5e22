-- By which editions every tenant's families were counted.
SELECT tenant_id, family_id, edition
  FROM counted_by
