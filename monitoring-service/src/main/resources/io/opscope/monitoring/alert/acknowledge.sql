-- Notes that somebody knows of an alert; who said so first stays.
UPDATE alert
   SET acknowledged_at = coalesce(acknowledged_at, now()),
       acknowledged_by = coalesce(acknowledged_by, :by)
 WHERE tenant_id = :tenant
   AND id = CAST(:id AS uuid)
   AND (CAST(:user AS text) IS NULL OR user_id = :user)
   AND state <> 'resolved'
