-- Takes the turn that has been due for longest and that no replica has.
UPDATE connector_turn t
   SET owner = CAST(:owner AS uuid),
       leased_until = now() + make_interval(secs => :lease)
  FROM (SELECT tenant_id, connector_id
          FROM connector_turn
         WHERE next_run <= now()
           AND (leased_until IS NULL OR leased_until < now())
         ORDER BY next_run
         LIMIT 1
           FOR UPDATE SKIP LOCKED) due
 WHERE t.tenant_id = due.tenant_id
   AND t.connector_id = due.connector_id
RETURNING t.tenant_id, t.connector_id
