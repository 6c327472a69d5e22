-- What was counted in the segments of a range, each of whole buckets of one tier. Slots are added up; one alone may be
-- negative, as a record is taken back in whatever slot is free. Of a set's dimensions those at the places :by1..3 are told
-- apart, those at :where1..3 must have a value; 0 is none. Histograms and distinct counts come as they are, to be merged.
-- OFFSET 0 keeps each segment a look-up of its own in its tier's table: without it a tier that was empty when the server
-- last looked is read from one end to the other.
SELECT CASE WHEN :step::text <> 'none' THEN date_trunc(:step::text, c.bucket, :zone::text) END AS bucket,
       c.outcome::bigint AS outcome,
       c.currency,
       array_remove(ARRAY[
             CASE WHEN :by1::int > 0 THEN coalesce(c.dims[:by1::int], 'unknown') END,
             CASE WHEN :by2::int > 0 THEN coalesce(c.dims[:by2::int], 'unknown') END,
             CASE WHEN :by3::int > 0 THEN coalesce(c.dims[:by3::int], 'unknown') END], NULL) AS dims,
       sum(c.records)::bigint AS records,
       ARRAY[coalesce(sum(c.counts[1]), 0)::bigint,
             coalesce(sum(c.counts[2]), 0)::bigint,
             coalesce(sum(c.counts[3]), 0)::bigint,
             coalesce(sum(c.counts[4]), 0)::bigint,
             coalesce(sum(c.counts[5]), 0)::bigint,
             coalesce(sum(c.counts[6]), 0)::bigint,
             coalesce(sum(c.counts[7]), 0)::bigint,
             coalesce(sum(c.counts[8]), 0)::bigint] AS counts,
       ARRAY[coalesce(sum(c.sums[1]), 0),
             coalesce(sum(c.sums[2]), 0),
             coalesce(sum(c.sums[3]), 0),
             coalesce(sum(c.sums[4]), 0),
             coalesce(sum(c.sums[5]), 0),
             coalesce(sum(c.sums[6]), 0),
             coalesce(sum(c.sums[7]), 0),
             coalesce(sum(c.sums[8]), 0)] AS sums,
       ARRAY[min(c.mins[1]),
             min(c.mins[2]),
             min(c.mins[3]),
             min(c.mins[4]),
             min(c.mins[5]),
             min(c.mins[6]),
             min(c.mins[7]),
             min(c.mins[8])] AS mins,
       ARRAY[max(c.maxs[1]),
             max(c.maxs[2]),
             max(c.maxs[3]),
             max(c.maxs[4]),
             max(c.maxs[5]),
             max(c.maxs[6]),
             max(c.maxs[7]),
             max(c.maxs[8])] AS maxs,
       ARRAY[coalesce(bool_or(c.stale[1] OR c.counts[1] < 0), false),
             coalesce(bool_or(c.stale[2] OR c.counts[2] < 0), false),
             coalesce(bool_or(c.stale[3] OR c.counts[3] < 0), false),
             coalesce(bool_or(c.stale[4] OR c.counts[4] < 0), false),
             coalesce(bool_or(c.stale[5] OR c.counts[5] < 0), false),
             coalesce(bool_or(c.stale[6] OR c.counts[6] < 0), false),
             coalesce(bool_or(c.stale[7] OR c.counts[7] < 0), false),
             coalesce(bool_or(c.stale[8] OR c.counts[8] < 0), false)] AS stale,
       CASE WHEN :sketches::boolean THEN array_remove(array_agg(c.hist), NULL) END AS hists,
       CASE WHEN :sketches::boolean THEN array_remove(array_agg(c.uniques), NULL) END AS uniques
  FROM unnest(:tiers::smallint[], :froms::timestamptz[], :untils::timestamptz[]) AS s (tier, from_, until_)
 CROSS JOIN LATERAL (
       SELECT *
         FROM rollup r
        WHERE r.tenant_id = :tenant
          AND r.tier = s.tier
          AND r.family_id = :family::smallint
          AND r.set_id = :set::smallint
          AND r.bucket >= s.from_
          AND r.bucket < s.until_
       OFFSET 0) c
 WHERE (:where1::int = 0 OR coalesce(c.dims[:where1::int], 'unknown') = :is1::text)
   AND (:where2::int = 0 OR coalesce(c.dims[:where2::int], 'unknown') = :is2::text)
   AND (:where3::int = 0 OR coalesce(c.dims[:where3::int], 'unknown') = :is3::text)
 GROUP BY 1, 2, 3, 4
HAVING sum(c.records) > 0
 ORDER BY 1, 4, 2, 3
