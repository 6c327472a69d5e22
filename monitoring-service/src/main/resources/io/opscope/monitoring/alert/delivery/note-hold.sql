-- Has a channel left alone, and forgets some others whose time is over. What somebody else is changing at this moment is
-- passed over: so that no two wait for one another.
WITH gone AS (
    DELETE FROM alert_hold
     WHERE (tenant_id, channel_id) IN (SELECT tenant_id, channel_id
                                         FROM alert_hold
                                        WHERE held_until < now()
                                          AND channel_id <> CAST(:channel AS uuid)
                                        ORDER BY held_until
                                        LIMIT 100
                                          FOR UPDATE SKIP LOCKED)
)
INSERT INTO alert_hold (tenant_id, channel_id, held_until)
VALUES (:tenant, CAST(:channel AS uuid), now() + make_interval(secs => :pause))
ON CONFLICT (tenant_id, channel_id) DO UPDATE
   SET held_until = greatest(alert_hold.held_until, excluded.held_until)
