-- How many records a stretch up to now has, and what the measure at place :measure adds up to, apart by outcome and
-- currency; one user's alone where a user is given.
SELECT outcome, currency, count(*) AS records, coalesce(sum(measures[:measure::int]), 0) AS amount
  FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family
   AND at >= :since::timestamptz
   AND (:user::text IS NULL OR user_id = :user)
 GROUP BY outcome, currency
