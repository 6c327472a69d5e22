-- Drops the replicas that have been gone for long.
DELETE FROM watch_replica WHERE until < now() - interval '1 hour'
