-- Per user the records in [:from, :until) and the sum of the measure at place :measure in one currency; the users with
-- most records, each row telling how many users there are in all.
WITH per_user AS (
    SELECT r.user_id,
           count(*) AS records,
           coalesce(sum(r.measures[:measure::int]) FILTER (WHERE r.currency = :currency), 0) AS total
      FROM record r
     WHERE r.tenant_id = :tenant
       AND r.family_id = :family::smallint
       AND r.at >= :from
       AND r.at < :until
       AND r.user_id IS NOT NULL
     GROUP BY r.user_id
)
SELECT p.user_id,
       d.body ->> 'email' AS email,
       p.records,
       p.total,
       count(*) OVER () AS users
  FROM per_user p
  LEFT JOIN directory_entry d ON d.tenant_id = :tenant AND d.kind = 'users' AND d.id = p.user_id
 ORDER BY p.records DESC, p.total DESC, p.user_id
 LIMIT :limit::int
