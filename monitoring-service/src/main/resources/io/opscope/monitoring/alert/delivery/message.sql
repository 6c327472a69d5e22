-- What is to be told.
SELECT message
  FROM alert_delivery
 WHERE tenant_id = :tenant
   AND id = CAST(:id AS uuid)
