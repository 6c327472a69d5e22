-- Gaps from before everything that is kept, and all but the newest hundred.
DELETE FROM access_log_gap
 WHERE tenant_id = :tenant
   AND source_id = :source
   AND noticed_at <= greatest(:floor::timestamptz, (
       SELECT noticed_at
         FROM access_log_gap
        WHERE tenant_id = :tenant
          AND source_id = :source
        ORDER BY noticed_at DESC
       OFFSET 100
        LIMIT 1))
