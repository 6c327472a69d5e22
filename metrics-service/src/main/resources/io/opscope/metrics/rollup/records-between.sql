-- What is counted of each record in [:from, :until), but for whose it is.
SELECT at, outcome::bigint AS outcome, currency, dims, measures
  FROM record
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND at >= :from
   AND at < :until
