-- Takes up to :wanted sources that nobody holds. Of two that want the same, one gets it: the row is locked, and looked at
-- once more then.
INSERT INTO watch_lease AS l (tenant_id, source_id, holder, until)
SELECT d.tenant_id, d.id, :holder::text, now() + :seconds * interval '1 second'
  FROM data_source d
  LEFT JOIN watch_lease h ON h.tenant_id = d.tenant_id AND h.source_id = d.id
 WHERE h.until IS NULL OR h.until < now()
 ORDER BY d.tenant_id, d.id
 LIMIT :wanted
    ON CONFLICT (tenant_id, source_id) DO UPDATE
   SET holder = EXCLUDED.holder, until = EXCLUDED.until
 WHERE l.until < now()
RETURNING l.tenant_id, l.source_id
