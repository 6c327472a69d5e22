-- Writes this reader in; what another one has read before is not written any more.
INSERT INTO statement_reader (tenant_id, source_id, reader, turn)
VALUES (:tenant, :source, :reader::uuid, 0)
    ON CONFLICT (tenant_id, source_id) DO UPDATE SET reader = EXCLUDED.reader, turn = 0
