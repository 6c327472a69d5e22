-- Gives back sources that this replica has stopped watching.
DELETE FROM watch_lease l
 USING unnest(:tenants::text[], :sources::text[]) AS g (tenant_id, source_id)
 WHERE l.holder = :holder
   AND l.tenant_id = g.tenant_id
   AND l.source_id = g.source_id
