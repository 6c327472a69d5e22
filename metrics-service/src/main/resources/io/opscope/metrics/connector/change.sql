-- Puts another definition in the place of the one it was made from; begins anew when other things are read.
UPDATE connector
   SET definition = CAST(:definition AS jsonb),
       sealed = CAST(:sealed AS bytea),
       edition = edition + 1,
       failures = 0,
       watermark = CASE WHEN CAST(:anew AS boolean) THEN NULL ELSE watermark END
 WHERE tenant_id = :tenant
   AND id = :id
   AND edition = :edition
