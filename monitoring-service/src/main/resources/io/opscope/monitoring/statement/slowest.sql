-- The statements of a window whose runs in it took :min_ms in the mean at least, slowest first.
SELECT c.fingerprint,
       t.text,
       sum(c.total_ms) / sum(c.calls) AS mean_ms,
       sum(c.calls)::bigint AS calls,
       sum(c.total_ms) AS total_ms,
       sum(c.rows_scanned)::bigint AS rows_scanned,
       sum(c.rows_returned)::bigint AS rows_returned
  FROM statement_cost c
  JOIN statement_text t
    ON t.tenant_id = c.tenant_id AND t.source_id = c.source_id AND t.fingerprint = c.fingerprint
 WHERE c.tenant_id = :tenant AND c.source_id = :source AND c.ended_at > :floor
 GROUP BY c.fingerprint, t.text
HAVING sum(c.total_ms) / sum(c.calls) >= :min_ms
 ORDER BY mean_ms DESC, c.fingerprint
 LIMIT :limit
