-- Writes distinct users into the rows of their keys; where several slots have one, added up they are the same again.
UPDATE rollup
   SET uniques = made.uniques
  FROM unnest(:sets::smallint[], :buckets::timestamptz[], :outcomes::smallint[], :currencies::text[], :dims::text[],
              :uniques::bytea[])
       AS made (set_id, bucket, outcome, currency, dims_key, uniques)
 WHERE rollup.tenant_id = :tenant
   AND rollup.tier = :tier::smallint
   AND rollup.family_id = :family::smallint
   AND rollup.set_id = made.set_id
   AND rollup.bucket = made.bucket
   AND rollup.outcome = made.outcome
   AND rollup.currency = made.currency
   AND rollup.dims_key = made.dims_key
