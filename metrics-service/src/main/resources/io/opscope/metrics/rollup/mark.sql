-- Tells caches, with the commit, that something of these parts is new.
INSERT INTO ingest_mark (tenant_id, family_id, part, slot, mark)
SELECT :tenant, :family::smallint, part, :slot::smallint, 1
  FROM unnest(:parts::text[]) AS part
    ON CONFLICT (tenant_id, family_id, part, slot) DO UPDATE
   SET mark = ingest_mark.mark + 1
