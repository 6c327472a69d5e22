-- Remembers how a group stands.
INSERT INTO alert_instance (tenant_id, rule_id, key, labels, phase, bad_since, well_since, seen, fired, alert_id)
VALUES (:tenant, :rule, :key, CAST(:labels AS jsonb), :phase, :bad_since, :well_since, :seen, :fired, CAST(:alert AS uuid))
    ON CONFLICT (tenant_id, rule_id, key) DO UPDATE
   SET phase = excluded.phase,
       bad_since = excluded.bad_since,
       well_since = excluded.well_since,
       seen = excluded.seen,
       fired = excluded.fired,
       alert_id = excluded.alert_id
