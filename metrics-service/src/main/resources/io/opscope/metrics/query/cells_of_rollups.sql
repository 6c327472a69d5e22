-- What was counted in the segments of a range, each of whole buckets of one tier, by one declared set or by several at
-- once: a part is one of them with a segment. It may be less than nothing: there is what the journal has besides. Of a
-- set's dimensions those at the first :dimensions of its places by1..3 are told apart, those at
-- :where1..3 must have a value; 0 is none. Only the first :measures of the places :measure1..8 are added up, and only one
-- measure's extremes are looked for: most of a row's share of the time is its measures', and what is behind a CASE that is
-- never true is left out of the plan. Histograms and distinct counts come as they are, to be merged.
-- OFFSET 0 keeps each segment a look-up of its own in its tier's table: without it a tier that was empty when the server
-- last looked is read from one end to the other.
SELECT CASE WHEN :several::boolean THEN s.part ELSE 0 END AS part,
       CASE WHEN :step::text <> 'none' THEN date_trunc(:step::text, c.bucket, :zone::text) END AS bucket,
       c.outcome::bigint AS outcome,
       c.currency,
       CASE WHEN :dimensions::int >= 1 THEN coalesce(c.dims[s.by1], 'unknown') END AS value1,
       CASE WHEN :dimensions::int >= 2 THEN coalesce(c.dims[s.by2], 'unknown') END AS value2,
       CASE WHEN :dimensions::int >= 3 THEN coalesce(c.dims[s.by3], 'unknown') END AS value3,
       sum(c.records)::bigint AS records,
       ARRAY[CASE WHEN :measures::int >= 1 THEN coalesce(sum(c.counts[:measure1::int]), 0)::bigint END,
             CASE WHEN :measures::int >= 2 THEN coalesce(sum(c.counts[:measure2::int]), 0)::bigint END,
             CASE WHEN :measures::int >= 3 THEN coalesce(sum(c.counts[:measure3::int]), 0)::bigint END,
             CASE WHEN :measures::int >= 4 THEN coalesce(sum(c.counts[:measure4::int]), 0)::bigint END,
             CASE WHEN :measures::int >= 5 THEN coalesce(sum(c.counts[:measure5::int]), 0)::bigint END,
             CASE WHEN :measures::int >= 6 THEN coalesce(sum(c.counts[:measure6::int]), 0)::bigint END,
             CASE WHEN :measures::int >= 7 THEN coalesce(sum(c.counts[:measure7::int]), 0)::bigint END,
             CASE WHEN :measures::int >= 8 THEN coalesce(sum(c.counts[:measure8::int]), 0)::bigint END] AS counts,
       ARRAY[CASE WHEN :measures::int >= 1 THEN coalesce(sum(c.sums[:measure1::int]), 0) END,
             CASE WHEN :measures::int >= 2 THEN coalesce(sum(c.sums[:measure2::int]), 0) END,
             CASE WHEN :measures::int >= 3 THEN coalesce(sum(c.sums[:measure3::int]), 0) END,
             CASE WHEN :measures::int >= 4 THEN coalesce(sum(c.sums[:measure4::int]), 0) END,
             CASE WHEN :measures::int >= 5 THEN coalesce(sum(c.sums[:measure5::int]), 0) END,
             CASE WHEN :measures::int >= 6 THEN coalesce(sum(c.sums[:measure6::int]), 0) END,
             CASE WHEN :measures::int >= 7 THEN coalesce(sum(c.sums[:measure7::int]), 0) END,
             CASE WHEN :measures::int >= 8 THEN coalesce(sum(c.sums[:measure8::int]), 0) END] AS sums,
       CASE WHEN :extreme::int > 0 THEN min(c.mins[:extreme::int]) END AS least,
       CASE WHEN :extreme::int > 0 THEN max(c.maxs[:extreme::int]) END AS greatest,
       CASE WHEN :extreme::int > 0 THEN coalesce(bool_or(c.stale[:extreme::int] OR c.counts[:extreme::int] < 0), false)
       ELSE false END AS stale,
       CASE WHEN :hists::boolean THEN array_remove(array_agg(c.hist), NULL) END AS hists,
       CASE WHEN :uniques::boolean THEN array_remove(array_agg(c.uniques), NULL) END AS uniques
  FROM unnest(:parts::int[], :sets::smallint[], :bys1::int[], :bys2::int[], :bys3::int[],
              :tiers::smallint[], :froms::timestamptz[], :untils::timestamptz[])
       AS s (part, set_id, by1, by2, by3, tier, from_, until_)
 CROSS JOIN LATERAL (
       SELECT *
         FROM rollup r
        WHERE r.tenant_id = :tenant
          AND r.tier = s.tier
          AND r.family_id = :family::smallint
          AND r.set_id = s.set_id
          AND r.bucket >= s.from_
          AND r.bucket < s.until_
       OFFSET 0) c
 WHERE (:where1::int = 0 OR coalesce(c.dims[:where1::int], 'unknown') = :is1::text)
   AND (:where2::int = 0 OR coalesce(c.dims[:where2::int], 'unknown') = :is2::text)
   AND (:where3::int = 0 OR coalesce(c.dims[:where3::int], 'unknown') = :is3::text)
 GROUP BY 1, 2, 3, 4, 5, 6, 7
HAVING sum(c.records) <> 0 OR :uniques::boolean
