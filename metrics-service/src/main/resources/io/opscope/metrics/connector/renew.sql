-- Keeps a turn for longer; changes nothing when another replica has taken it.
UPDATE connector_turn
   SET leased_until = now() + make_interval(secs => :lease)
 WHERE tenant_id = :tenant
   AND connector_id = :id
   AND owner = CAST(:owner AS uuid)
