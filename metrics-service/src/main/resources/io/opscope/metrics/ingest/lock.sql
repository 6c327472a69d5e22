-- What is stored under these ids, locked one by one in their order until the transaction ends.
SELECT r.*
  FROM unnest(:ids::text[]) WITH ORDINALITY AS wanted (id, n)
 CROSS JOIN LATERAL (
       SELECT id, user_id, at, outcome, currency, version, updated_at, dims, measures, fingerprint
         FROM record
        WHERE tenant_id = :tenant
          AND family_id = :family
          AND id = wanted.id
          FOR UPDATE) r
