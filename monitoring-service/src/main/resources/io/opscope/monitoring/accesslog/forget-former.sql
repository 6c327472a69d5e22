-- Everything that the log of another server said.
WITH gaps AS (
    DELETE FROM access_log_gap
     WHERE tenant_id = :tenant
       AND source_id = :source
)
DELETE FROM access_log
 WHERE tenant_id = :tenant
   AND source_id = :source
