-- Writes rollup rows back to where they were read in this transaction, by whoever owns the family's: nobody can have moved
-- them since. The places come as what they are: a conversion within the condition would not be known as leakproof, and
-- under row-level security the rows would not be gone to directly.
UPDATE rollup r
   SET records = merged.records,
       counts = merged.counts::bigint[],
       sums = merged.sums::numeric[],
       mins = merged.mins::numeric[],
       maxs = merged.maxs::numeric[],
       stale = merged.stale::boolean[],
       hist = merged.hist,
       uniques = merged.uniques
  FROM unnest(:tiers::smallint[], :places::tid[], :records::bigint[], :counts::text[], :sums::text[],
              :mins::text[], :maxs::text[], :stales::text[], :hists::bytea[], :uniques::bytea[])
       AS merged (tier, place, records, counts, sums, mins, maxs, stale, hist, uniques)
 WHERE r.tenant_id = :tenant
   AND r.tier = merged.tier
   AND r.ctid = merged.place
