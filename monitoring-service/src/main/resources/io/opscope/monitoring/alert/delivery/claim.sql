-- Takes the delivery that has been due for longest, that no replica has, whose channel has not asked to be left alone and that
-- none for the same channel about the same rule comes before. Those that are behind another are passed over by the index; that
-- none comes before is looked up all the same, as a replica of an earlier version marks none.
UPDATE alert_outbox o
   SET owner = CAST(:owner AS uuid),
       leased_until = now() + make_interval(secs => :lease),
       attempts = o.attempts + 1
  FROM (SELECT seq
          FROM alert_outbox d
         WHERE NOT is_behind
           AND next_try <= now()
           AND (leased_until IS NULL OR leased_until < now())
           AND NOT EXISTS (SELECT 1
                             FROM alert_hold hold
                            WHERE hold.tenant_id = d.tenant_id
                              AND hold.channel_id = d.channel_id
                              AND hold.held_until > now())
           AND NOT EXISTS (SELECT 1
                             FROM alert_outbox earlier
                            WHERE earlier.channel_id = d.channel_id
                              AND earlier.stream = d.stream
                              AND earlier.tenant_id = d.tenant_id
                              AND earlier.seq < d.seq)
         ORDER BY next_try, seq
         LIMIT 1
           FOR UPDATE SKIP LOCKED) due
 WHERE o.seq = due.seq
RETURNING o.seq, o.tenant_id, o.delivery_id, o.channel_id, o.stream, o.attempts, o.created_at
