-- The same cells as from the rollups, counted from the records in [:from, :until); of one user's alone when :user is given.
-- Of the family's dimensions those at the places :by1..3 are told apart, those at :where1..3 must have a value; 0 is none.
SELECT CASE WHEN :step::text <> 'none' THEN date_trunc(:step::text, r.at, :zone::text) END AS bucket,
       r.outcome::bigint AS outcome,
       r.currency,
       array_remove(ARRAY[
             CASE WHEN :by1::int > 0 THEN coalesce(r.dims[:by1::int], 'unknown') END,
             CASE WHEN :by2::int > 0 THEN coalesce(r.dims[:by2::int], 'unknown') END,
             CASE WHEN :by3::int > 0 THEN coalesce(r.dims[:by3::int], 'unknown') END], NULL) AS dims,
       count(*) AS records,
       ARRAY[count(r.measures[1]),
             count(r.measures[2]),
             count(r.measures[3]),
             count(r.measures[4]),
             count(r.measures[5]),
             count(r.measures[6]),
             count(r.measures[7]),
             count(r.measures[8])] AS counts,
       ARRAY[coalesce(sum(r.measures[1]), 0),
             coalesce(sum(r.measures[2]), 0),
             coalesce(sum(r.measures[3]), 0),
             coalesce(sum(r.measures[4]), 0),
             coalesce(sum(r.measures[5]), 0),
             coalesce(sum(r.measures[6]), 0),
             coalesce(sum(r.measures[7]), 0),
             coalesce(sum(r.measures[8]), 0)] AS sums,
       ARRAY[min(r.measures[1]),
             min(r.measures[2]),
             min(r.measures[3]),
             min(r.measures[4]),
             min(r.measures[5]),
             min(r.measures[6]),
             min(r.measures[7]),
             min(r.measures[8])] AS mins,
       ARRAY[max(r.measures[1]),
             max(r.measures[2]),
             max(r.measures[3]),
             max(r.measures[4]),
             max(r.measures[5]),
             max(r.measures[6]),
             max(r.measures[7]),
             max(r.measures[8])] AS maxs,
       CASE WHEN :hist::int > 0 THEN array_remove(array_agg(r.measures[:hist::int]), NULL) END AS numbers,
       CASE WHEN :sketches::boolean THEN array_remove(array_agg(DISTINCT r.user_id), NULL) END AS users
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND r.at >= :from
   AND r.at < :until
   AND (:user::text IS NULL
        OR CASE WHEN :owner::int = 0 THEN r.user_id = :user::text
        ELSE CASE r.dims[:owner::int] WHEN 'other' THEN r.body ->> :ownerName::text ELSE r.dims[:owner::int] END IN (SELECT d.id
        FROM directory_entry d
        WHERE d.tenant_id = :tenant AND d.kind = 'accounts' AND d.body -> 'owners' ? :user::text) END)
   AND (:where1::int = 0
        OR coalesce(r.dims[:where1::int], 'unknown') = :is1::text
        OR r.dims[:where1::int] = 'other' AND coalesce(r.body ->> :name1::text, r.body -> 'attributes' ->> :name1::text) = :is1::text)
   AND (:where2::int = 0
        OR coalesce(r.dims[:where2::int], 'unknown') = :is2::text
        OR r.dims[:where2::int] = 'other' AND coalesce(r.body ->> :name2::text, r.body -> 'attributes' ->> :name2::text) = :is2::text)
   AND (:where3::int = 0
        OR coalesce(r.dims[:where3::int], 'unknown') = :is3::text
        OR r.dims[:where3::int] = 'other' AND coalesce(r.body ->> :name3::text, r.body -> 'attributes' ->> :name3::text) = :is3::text)
 GROUP BY 1, 2, 3, 4
 ORDER BY 1, 4, 2, 3
