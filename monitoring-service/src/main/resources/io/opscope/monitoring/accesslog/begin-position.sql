-- A row to move, where there is none yet and the source still is.
INSERT INTO access_log_position (tenant_id, source_id, edition, cut, memory, missing, read_at)
SELECT d.tenant_id, d.id, 0, 'NONE', '{"open": {}, "refused": []}', '[]', now()
  FROM data_source d
 WHERE d.tenant_id = :tenant
   AND d.id = :source
    ON CONFLICT DO NOTHING
