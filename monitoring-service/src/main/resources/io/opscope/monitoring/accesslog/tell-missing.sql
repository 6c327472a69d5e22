-- That we looked, and what cannot be read.
UPDATE access_log_position
   SET missing = :missing::jsonb,
       read_at = now()
 WHERE tenant_id = :tenant
   AND source_id = :source
   AND leads_to = :leads_to
