-- How many records in [:from, :until) are found by a value that counts as other; no more than :most are looked for.
SELECT count(*) AS records
  FROM (SELECT
          FROM other_value
         WHERE tenant_id = :tenant
           AND family_id = :family::smallint
           AND value_key = other_value_key(:dimension, :value)
           AND at >= :from
           AND at < :until
         LIMIT :most::bigint) AS found
