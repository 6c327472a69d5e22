-- What is counted of these records, locked one by one in their order, as ingest locks, until the transaction ends. One
-- that has become another user's than :user meanwhile is left out; whose it is does not matter when :user is null.
SELECT r.*
  FROM unnest(:ids::text[]) WITH ORDINALITY AS wanted (id, n)
 CROSS JOIN LATERAL (
       SELECT id, user_id, at, outcome, currency, dims, measures
         FROM record
        WHERE tenant_id = :tenant
          AND family_id = :family
          AND id = wanted.id
          AND (:user::text IS NULL OR user_id = :user::text)
          FOR UPDATE) r
