-- Writes rollup rows that were merged under lock; one that is new meets no other writer, the slot being ours.
INSERT INTO rollup (tenant_id, tier, family_id, set_id, bucket, outcome, currency, dims, slot,
                    records, counts, sums, mins, maxs, stale, hist, uniques)
SELECT :tenant, tier, :family::smallint, set_id, bucket, outcome, currency, dims::text[], :slot::smallint,
       records, counts::bigint[], sums::numeric[], mins::numeric[], maxs::numeric[], stale::boolean[], hist, uniques
  FROM unnest(:tiers::smallint[], :sets::smallint[], :buckets::timestamptz[], :outcomes::smallint[],
              :currencies::text[], :dims::text[], :records::bigint[], :counts::text[], :sums::text[],
              :mins::text[], :maxs::text[], :stales::text[], :hists::bytea[], :uniques::bytea[])
       AS merged (tier, set_id, bucket, outcome, currency, dims, records, counts, sums, mins, maxs, stale, hist, uniques)
    ON CONFLICT (tenant_id, tier, family_id, set_id, bucket, outcome, currency, dims, slot) DO UPDATE
   SET records = EXCLUDED.records,
       counts = EXCLUDED.counts,
       sums = EXCLUDED.sums,
       mins = EXCLUDED.mins,
       maxs = EXCLUDED.maxs,
       stale = EXCLUDED.stale,
       hist = EXCLUDED.hist,
       uniques = EXCLUDED.uniques
