-- A row to move, where the source still leads to this server. One of another server, which the source led to before, begins
-- anew: its edition grows, so that no step from before is kept any more.
INSERT INTO access_log_position AS known (tenant_id, source_id, leads_to, edition, cut, memory, missing)
SELECT d.tenant_id, d.id, :leads_to, 0, 'NONE', '{"open": {}, "refused": []}', '[]'
  FROM data_source d
 WHERE d.tenant_id = :tenant
   AND d.id = :source
   AND d.type || '://' || d.host || ':' || d.port = :leads_to
    ON CONFLICT (tenant_id, source_id) DO UPDATE
   SET leads_to = excluded.leads_to,
       edition = known.edition + 1,
       place = NULL,
       cut = excluded.cut,
       memory = excluded.memory,
       missing = excluded.missing,
       read_at = NULL
 WHERE known.leads_to <> excluded.leads_to
