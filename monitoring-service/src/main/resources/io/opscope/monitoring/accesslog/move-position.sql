-- Moves on from where the reading began; not at all when somebody else has read on meanwhile, or reads another server.
UPDATE access_log_position
   SET edition = :to,
       place = :place::jsonb,
       cut = :cut,
       memory = :memory::jsonb,
       missing = :missing::jsonb,
       read_at = now()
 WHERE tenant_id = :tenant
   AND source_id = :source
   AND leads_to = :leads_to
   AND edition = :from
