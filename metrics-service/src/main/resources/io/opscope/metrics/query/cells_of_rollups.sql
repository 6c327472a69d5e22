-- What was counted in the segments of a range, each of whole buckets of one tier, but for what is in the journal; so it may
-- be less than nothing. Of a set's dimensions those at the places :by1..3 are told apart, those at :where1..3 must have a
-- value; 0 is none. Only the family's measures are added up, and only one measure's extremes are looked for: a row's share
-- of the time is mostly that of its measures. Histograms and distinct counts come as they are, to be merged.
-- OFFSET 0 keeps each segment a look-up of its own in its tier's table: without it a tier that was empty when the server
-- last looked is read from one end to the other.
SELECT CASE WHEN :step::text <> 'none' THEN date_trunc(:step::text, c.bucket, :zone::text) END AS bucket,
       c.outcome::bigint AS outcome,
       c.currency,
       CASE WHEN :by1::int > 0 THEN coalesce(c.dims[:by1::int], 'unknown') END AS value1,
       CASE WHEN :by2::int > 0 THEN coalesce(c.dims[:by2::int], 'unknown') END AS value2,
       CASE WHEN :by3::int > 0 THEN coalesce(c.dims[:by3::int], 'unknown') END AS value3,
       sum(c.records)::bigint AS records,
       ARRAY[coalesce(sum(CASE WHEN :measures::int >= 1 THEN c.counts[1] END), 0)::bigint,
             coalesce(sum(CASE WHEN :measures::int >= 2 THEN c.counts[2] END), 0)::bigint,
             coalesce(sum(CASE WHEN :measures::int >= 3 THEN c.counts[3] END), 0)::bigint,
             coalesce(sum(CASE WHEN :measures::int >= 4 THEN c.counts[4] END), 0)::bigint,
             coalesce(sum(CASE WHEN :measures::int >= 5 THEN c.counts[5] END), 0)::bigint,
             coalesce(sum(CASE WHEN :measures::int >= 6 THEN c.counts[6] END), 0)::bigint,
             coalesce(sum(CASE WHEN :measures::int >= 7 THEN c.counts[7] END), 0)::bigint,
             coalesce(sum(CASE WHEN :measures::int >= 8 THEN c.counts[8] END), 0)::bigint] AS counts,
       ARRAY[coalesce(sum(CASE WHEN :measures::int >= 1 THEN c.sums[1] END), 0),
             coalesce(sum(CASE WHEN :measures::int >= 2 THEN c.sums[2] END), 0),
             coalesce(sum(CASE WHEN :measures::int >= 3 THEN c.sums[3] END), 0),
             coalesce(sum(CASE WHEN :measures::int >= 4 THEN c.sums[4] END), 0),
             coalesce(sum(CASE WHEN :measures::int >= 5 THEN c.sums[5] END), 0),
             coalesce(sum(CASE WHEN :measures::int >= 6 THEN c.sums[6] END), 0),
             coalesce(sum(CASE WHEN :measures::int >= 7 THEN c.sums[7] END), 0),
             coalesce(sum(CASE WHEN :measures::int >= 8 THEN c.sums[8] END), 0)] AS sums,
       min(c.mins[:extreme::int]) AS least,
       max(c.maxs[:extreme::int]) AS greatest,
       coalesce(bool_or(c.stale[:extreme::int] OR c.counts[:extreme::int] < 0), false) AS stale,
       array_remove(array_agg(c.hist) FILTER (WHERE :sketches::boolean), NULL) AS hists,
       array_remove(array_agg(c.uniques) FILTER (WHERE :sketches::boolean), NULL) AS uniques
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
 GROUP BY 1, 2, 3, 4, 5, 6
HAVING sum(c.records) <> 0
 ORDER BY 1, 4, 5, 6, 2, 3
