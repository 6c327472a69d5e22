-- What is counted of each record in [:from, :until).
SELECT at, outcome::bigint AS outcome, currency, user_id, dims, measures
  FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND at >= :from
   AND at < :until
