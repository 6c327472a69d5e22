-- Brings an alert up to date.
UPDATE alert
   SET state = :state,
       rule = CAST(:rule AS jsonb),
       value = CAST(:value AS double precision),
       fired_at = CASE WHEN :state = 'firing' THEN coalesce(fired_at, CAST(:at AS timestamptz)) ELSE fired_at END,
       resolved_at = CASE WHEN :state = 'resolved' THEN CAST(:at AS timestamptz) END,
       ending = :ending,
       told_at = coalesce(CAST(:told AS timestamptz), told_at),
       told_channels = CASE
           WHEN CAST(:told AS timestamptz) IS NULL OR cardinality(:channels::text[]) = 0 THEN told_channels
           ELSE ARRAY(SELECT DISTINCT channel FROM unnest(told_channels || :channels::text[]) channel ORDER BY channel)
       END
 WHERE tenant_id = :tenant
   AND id = CAST(:id AS uuid)
RETURNING id, rule_id, rule, labels, user_id, state, value, started_at, fired_at, resolved_at, ending,
          acknowledged_at, acknowledged_by, told_at, told_channels
