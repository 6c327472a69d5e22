-- What was seen of a source since :floor, by whichever replica, newest first.
SELECT p.probed_at, p.outcome, p.response_ms, p.reason
  FROM probe p
 WHERE p.tenant_id = :tenant
   AND p.source_id = :source
   AND p.probed_at >= :floor
 ORDER BY p.probed_at DESC
