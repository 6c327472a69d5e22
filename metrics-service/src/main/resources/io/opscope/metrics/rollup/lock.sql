-- Locks the rollup rows of these keys that exist, one primary-key look-up each, in the order of the keys: every writer
-- locks in that order, so none can deadlock another. n tells which key a row belongs to.
SELECT wanted.n, r.records, r.counts, r.sums, r.mins, r.maxs, r.stale, r.hist, r.uniques
  FROM unnest(:tiers::smallint[], :sets::smallint[], :buckets::timestamptz[], :outcomes::smallint[],
              :currencies::text[], :dims::text[])
       WITH ORDINALITY AS wanted (tier, set_id, bucket, outcome, currency, dims, n)
 CROSS JOIN LATERAL (
       SELECT *
         FROM rollup
        WHERE tenant_id = :tenant
          AND tier = wanted.tier
          AND family_id = :family
          AND set_id = wanted.set_id
          AND bucket = wanted.bucket
          AND outcome = wanted.outcome
          AND currency = wanted.currency
          AND dims = wanted.dims::text[]
          AND slot = :slot
          FOR UPDATE) r
