-- The rollup rows of these keys that exist, one primary-key look-up each; n tells which key a row belongs to, place where
-- it lies. They need no lock: nobody else writes the family's rows until the transaction ends.
SELECT wanted.n, r.place::text AS place, r.records, r.counts, r.sums, r.mins, r.maxs, r.stale, r.hist, r.uniques
  FROM unnest(:tiers::smallint[], :sets::smallint[], :buckets::timestamptz[], :outcomes::smallint[],
              :currencies::text[], :dims::text[])
       WITH ORDINALITY AS wanted (tier, set_id, bucket, outcome, currency, dims_key, n)
 CROSS JOIN LATERAL (
       SELECT ctid AS place, records, counts, sums, mins, maxs, stale, hist, uniques
         FROM rollup
        WHERE tenant_id = :tenant
          AND tier = wanted.tier
          AND family_id = :family
          AND set_id = wanted.set_id
          AND bucket = wanted.bucket
          AND outcome = wanted.outcome
          AND currency = wanted.currency
          AND dims_key = wanted.dims_key
          AND slot = 0
       OFFSET 0) r
