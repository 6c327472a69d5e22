-- Keeps one probe. A source that has been removed meanwhile takes none any more.
INSERT INTO probe (tenant_id, source_id, probed_at, prober, outcome, response_ms, reason)
SELECT d.tenant_id, d.id, :at::timestamptz, :prober::text, :outcome::text, :response_ms::double precision, :reason::text
  FROM data_source d
 WHERE d.tenant_id = :tenant
   AND d.id = :source
    ON CONFLICT DO NOTHING
