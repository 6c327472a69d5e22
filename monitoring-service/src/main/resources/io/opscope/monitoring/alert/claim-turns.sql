-- Takes turns that are due and that no replica has, the longest due first. The next one is due an interval after this one
-- was, so that evaluations keep their distance, or an interval from now when they fell behind.
UPDATE alert_turn t
   SET owner = CAST(:owner AS uuid),
       leased_until = now() + make_interval(secs => :lease),
       next_run = greatest(t.next_run + make_interval(secs => :every), now() + make_interval(secs => :every / 2))
  FROM (SELECT tenant_id, rule_id, next_run
          FROM alert_turn
         WHERE next_run <= now()
           AND (leased_until IS NULL OR leased_until < now())
         ORDER BY next_run
         LIMIT :most
           FOR UPDATE SKIP LOCKED) due
 WHERE t.tenant_id = due.tenant_id
   AND t.rule_id = due.rule_id
RETURNING t.tenant_id, t.rule_id, extract(epoch FROM now() - due.next_run) AS late
