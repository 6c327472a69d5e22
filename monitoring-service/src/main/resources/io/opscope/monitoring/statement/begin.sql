-- Writes this reader in; what another one has read before is not written any more.
INSERT INTO statement_reader (tenant_id, source_id, leads_to, reader, turn)
VALUES (:tenant, :source, :leads_to, :reader::uuid, 0)
    ON CONFLICT (tenant_id, source_id) DO UPDATE
   SET leads_to = EXCLUDED.leads_to, reader = EXCLUDED.reader, turn = 0
