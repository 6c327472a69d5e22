-- Keeps the source from being removed until the transaction ends; what is written refers to it. Whoever removes it takes the same
-- way, from the source to what refers to it, so neither stands in the other's.
SELECT s.id AS id
  FROM data_source s
 WHERE s.tenant_id = :tenant AND s.id = :source
   FOR KEY SHARE
