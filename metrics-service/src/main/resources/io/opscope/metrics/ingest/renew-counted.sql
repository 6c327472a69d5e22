-- Puts what is counted of records in the place of what was, where it is something else. What counts as a failure from now on
-- has been one for as long as anybody knows: nobody is told of it.
UPDATE record r
   SET outcome = k.outcome,
       failed_at = CASE WHEN k.outcome = 1 THEN r.failed_at END,
       currency = k.currency,
       dims = k.dims::text[],
       measures = k.measures::numeric[]
  FROM unnest(:ids::text[], :outcomes::smallint[], :currencies::text[], :dims::text[], :measures::text[])
       AS k (id, outcome, currency, dims, measures)
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND r.id = k.id
   AND (r.outcome <> k.outcome OR r.currency <> k.currency OR r.dims <> k.dims::text[] OR r.measures IS DISTINCT FROM k.measures::numeric[])
