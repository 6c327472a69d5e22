-- Forgets a connector; the records it brought stay.
DELETE FROM connector
 WHERE tenant_id = :tenant
   AND id = :id
