-- Says that this replica is about to end.
DELETE FROM watch_replica WHERE id = :holder
