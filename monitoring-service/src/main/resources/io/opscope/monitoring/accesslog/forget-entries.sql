-- Entries that are too old, and of the rest those beyond the newest so many.
DELETE FROM access_log
 WHERE tenant_id = :tenant
   AND source_id = :source
   AND at <= greatest(:floor::timestamptz, (
       SELECT at
         FROM access_log
        WHERE tenant_id = :tenant
          AND source_id = :source
        ORDER BY at DESC, session_id DESC, line DESC
       OFFSET :most
        LIMIT 1))
