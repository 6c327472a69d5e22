-- Writes rollup rows that are new; they meet no other writer, as the family's rows are ours.
INSERT INTO rollup (tenant_id, tier, family_id, set_id, bucket, outcome, currency, dims, dims_key, slot,
                    records, counts, sums, mins, maxs, stale, hist, uniques)
SELECT :tenant, tier, :family::smallint, set_id, bucket, outcome, currency, dims::text[], dims, 0,
       records, counts::bigint[], sums::numeric[], mins::numeric[], maxs::numeric[], stale::boolean[], hist, uniques
  FROM unnest(:tiers::smallint[], :sets::smallint[], :buckets::timestamptz[], :outcomes::smallint[],
              :currencies::text[], :dims::text[], :records::bigint[], :counts::text[], :sums::text[],
              :mins::text[], :maxs::text[], :stales::text[], :hists::bytea[], :uniques::bytea[])
       AS merged (tier, set_id, bucket, outcome, currency, dims, records, counts, sums, mins, maxs, stale, hist, uniques)
