-- What was seen of every source since :floor, by whichever replica, oldest first.
SELECT p.tenant_id, p.source_id, p.probed_at, p.outcome, p.response_ms, p.reason
  FROM probe p
 WHERE p.probed_at >= :floor
 ORDER BY p.probed_at
