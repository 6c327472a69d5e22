-- The records in [:from, :until) with the greatest values of the measure at place :measure, amounts in one currency.
SELECT r.id, r.at, r.user_id, r.status, r.outcome::bigint AS outcome, r.currency, r.measures, r.body
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND r.at >= :from
   AND r.at < :until
   AND (:user::text IS NULL OR r.user_id = :user::text)
   AND r.currency = :currency
   AND r.measures[:measure::int] IS NOT NULL
 ORDER BY r.measures[:measure::int] DESC, r.at DESC, r.id
 LIMIT :limit::int
