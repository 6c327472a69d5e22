-- Takes one connector's turn, whenever it would be due, unless a replica has it.
UPDATE connector_turn
   SET owner = CAST(:owner AS uuid),
       leased_until = now() + make_interval(secs => :lease)
 WHERE tenant_id = :tenant
   AND connector_id = :id
   AND (leased_until IS NULL OR leased_until < now())
