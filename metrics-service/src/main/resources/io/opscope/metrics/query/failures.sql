-- How many records failed in [:from, :until), by the dimensions at the places :by1..3 (0 is none) and by user where :users
-- says so; the most first. When a record failed stands in a column of its own, with an index.
SELECT CASE WHEN :by1::int > 0 THEN coalesce(r.dims[:by1::int], 'unknown') END AS value1,
       CASE WHEN :by2::int > 0 THEN coalesce(r.dims[:by2::int], 'unknown') END AS value2,
       CASE WHEN :by3::int > 0 THEN coalesce(r.dims[:by3::int], 'unknown') END AS value3,
       CASE WHEN :users::boolean THEN coalesce(r.user_id, 'unknown') END AS user_id,
       count(*) AS failures
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND r.failed_at >= :from
   AND r.failed_at < :until
 GROUP BY 1, 2, 3, 4
 ORDER BY 5 DESC, 1, 2, 3, 4
 LIMIT :limit::int
