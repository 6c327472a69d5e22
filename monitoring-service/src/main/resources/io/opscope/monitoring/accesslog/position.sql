-- How far the log of the server that a source leads to has been read.
SELECT edition, place::text AS place, cut, memory::text AS memory, missing::text AS missing, read_at
  FROM access_log_position
 WHERE tenant_id = :tenant
   AND source_id = :source
   AND leads_to = :leads_to
