-- Notes what became of a delivery.
UPDATE alert_delivery
   SET state = :state,
       attempts = :attempts,
       last_error = :error,
       ended_at = now()
 WHERE tenant_id = :tenant
   AND id = CAST(:id AS uuid)
