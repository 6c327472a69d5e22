-- Keeps what was seen last of each source, for the replicas that do not watch it.
INSERT INTO sighting AS s (tenant_id, source_id, seen_at, state)
SELECT g.tenant_id, g.source_id, g.seen_at, g.state::jsonb
  FROM unnest(:tenants::text[], :sources::text[], :times::timestamptz[], :states::text[])
       AS g (tenant_id, source_id, seen_at, state)
  JOIN data_source d ON d.tenant_id = g.tenant_id AND d.id = g.source_id
 ORDER BY g.tenant_id, g.source_id
    ON CONFLICT (tenant_id, source_id) DO UPDATE
   SET seen_at = EXCLUDED.seen_at, state = EXCLUDED.state
 WHERE s.seen_at <= EXCLUDED.seen_at
