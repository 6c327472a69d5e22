-- Notes why a delivery has to be tried again.
UPDATE alert_delivery
   SET attempts = :attempts,
       last_error = :error
 WHERE tenant_id = :tenant
   AND id = CAST(:id AS uuid)
