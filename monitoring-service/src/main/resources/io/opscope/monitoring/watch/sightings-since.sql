-- What was seen last of every source that was looked at since :floor.
SELECT s.tenant_id, s.source_id, s.seen_at, s.state::text AS state
  FROM sighting s
 WHERE s.seen_at >= :floor
