-- What a product measured within [:from, :until), once apart by the endpoint and once by the replica that the measurements
-- are labelled with. The values of an endpoint lie together whatever the replica, so that a percentile is one of all.
SELECT p.name,
       grouping(p.endpoint) = 0 AS by_endpoint,
       CASE WHEN grouping(p.endpoint) = 0 THEN p.endpoint ELSE p.replica END AS label,
       count(*) AS values,
       sum(p.value) AS total,
       percentile_disc(0.95) WITHIN GROUP (ORDER BY p.value) AS p95,
       (array_agg(p.value ORDER BY p.at DESC, p.id))[1] AS latest,
       max(p.at) AS latest_at
  FROM (SELECT r.at,
               r.id,
               r.measures[1] AS value,
               r.body ->> 'name' AS name,
               r.body -> 'labels' ->> 'replica' AS replica,
               r.body -> 'labels' ->> 'endpoint' AS endpoint
          FROM record r
         WHERE r.tenant_id = :tenant
           AND r.family_id = :family::smallint
           AND r.at >= :from
           AND r.at < :until
           AND r.body ->> 'app' = :app) p
 GROUP BY GROUPING SETS ((p.name, p.endpoint), (p.name, p.replica))
 ORDER BY count(*) DESC, p.name, label
 LIMIT :limit::int
