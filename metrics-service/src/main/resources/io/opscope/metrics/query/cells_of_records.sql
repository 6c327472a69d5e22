-- The same cells as from the rollups, counted from the records in [:from, :until); of one user's alone when :user is given.
-- Of the family's dimensions those at the places :by1..3 are told apart, those at :where1..3 must have a value; 0 is none.
-- Only the first :measures of the places :measure1..8 are added up.
-- Records with a value that counts as other, if one is asked for, are looked up rather than looked for.
SELECT CASE WHEN :step::text <> 'none' THEN date_trunc(:step::text, r.at, :zone::text) END AS bucket,
       r.outcome::bigint AS outcome,
       r.currency,
       CASE WHEN :by1::int > 0 THEN coalesce(r.dims[:by1::int], 'unknown') END AS value1,
       CASE WHEN :by2::int > 0 THEN coalesce(r.dims[:by2::int], 'unknown') END AS value2,
       CASE WHEN :by3::int > 0 THEN coalesce(r.dims[:by3::int], 'unknown') END AS value3,
       count(*) AS records,
       ARRAY[CASE WHEN :measures::int >= 1 THEN count(r.measures[:measure1::int]) END,
             CASE WHEN :measures::int >= 2 THEN count(r.measures[:measure2::int]) END,
             CASE WHEN :measures::int >= 3 THEN count(r.measures[:measure3::int]) END,
             CASE WHEN :measures::int >= 4 THEN count(r.measures[:measure4::int]) END,
             CASE WHEN :measures::int >= 5 THEN count(r.measures[:measure5::int]) END,
             CASE WHEN :measures::int >= 6 THEN count(r.measures[:measure6::int]) END,
             CASE WHEN :measures::int >= 7 THEN count(r.measures[:measure7::int]) END,
             CASE WHEN :measures::int >= 8 THEN count(r.measures[:measure8::int]) END] AS counts,
       ARRAY[CASE WHEN :measures::int >= 1 THEN coalesce(sum(r.measures[:measure1::int]), 0) END,
             CASE WHEN :measures::int >= 2 THEN coalesce(sum(r.measures[:measure2::int]), 0) END,
             CASE WHEN :measures::int >= 3 THEN coalesce(sum(r.measures[:measure3::int]), 0) END,
             CASE WHEN :measures::int >= 4 THEN coalesce(sum(r.measures[:measure4::int]), 0) END,
             CASE WHEN :measures::int >= 5 THEN coalesce(sum(r.measures[:measure5::int]), 0) END,
             CASE WHEN :measures::int >= 6 THEN coalesce(sum(r.measures[:measure6::int]), 0) END,
             CASE WHEN :measures::int >= 7 THEN coalesce(sum(r.measures[:measure7::int]), 0) END,
             CASE WHEN :measures::int >= 8 THEN coalesce(sum(r.measures[:measure8::int]), 0) END] AS sums,
       min(r.measures[:extreme::int]) AS least,
       max(r.measures[:extreme::int]) AS greatest,
       array_remove(array_agg(r.measures[:hist::int]) FILTER (WHERE :hist::int > 0), NULL) AS numbers,
       array_remove(array_agg(DISTINCT r.user_id) FILTER (WHERE :uniques::boolean), NULL) AS users
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
   AND (:otherValue::text IS NULL
        OR r.id = ANY (ARRAY(SELECT o.id
        FROM other_value o
        WHERE o.tenant_id = :tenant
          AND o.family_id = :family::smallint
          AND o.value_key = other_value_key(:otherDimension::text, :otherValue::text)
          AND o.at >= :from
          AND o.at < :until)))
 GROUP BY 1, 2, 3, 4, 5, 6
 ORDER BY 1, 4, 5, 6, 2, 3
