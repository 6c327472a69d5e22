-- Notes a page whose records are committed, unless the connector was changed since the run began.
UPDATE connector
   SET watermark = :watermark,
       rows_read = rows_read + :rows,
       accepted = accepted + :accepted,
       updated = updated + :updated,
       duplicates = duplicates + :duplicates,
       rejected = rejected + :rejected,
       rejections = CAST(:rejections AS jsonb)
 WHERE tenant_id = :tenant
   AND id = :id
   AND edition = :edition
