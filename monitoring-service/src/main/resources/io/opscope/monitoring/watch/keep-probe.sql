-- Keeps one probe. A source that has been removed meanwhile takes none any more.
INSERT INTO probe (source_id, probed_at, prober, outcome, response_ms, reason)
SELECT d.id, :at::timestamptz, :prober::text, :outcome::text, :response_ms::double precision, :reason::text
  FROM data_source d
 WHERE d.id = :source
    ON CONFLICT DO NOTHING
