-- Per user what became of the records that ended in [:from, :until), or that have no end and began then: whose field :ended
-- lies there. Records that began before :earliest are not looked at. The users with most failures first.
SELECT coalesce(r.user_id, 'unknown') AS user_id,
       count(*) AS records,
       count(*) FILTER (WHERE r.outcome = 0) AS successes,
       count(*) FILTER (WHERE r.outcome = 1) AS failures
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND r.at >= :earliest
   AND r.at < :until
   AND coalesce((r.body ->> :ended::text)::timestamptz, r.at) >= :from
   AND coalesce((r.body ->> :ended::text)::timestamptz, r.at) < :until
 GROUP BY 1
 ORDER BY failures DESC, records DESC, 1
 LIMIT :limit::int
