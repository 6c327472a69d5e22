-- Lets what comes next in a stream be due, now that what was before it is gone. The stream is held.
UPDATE alert_outbox
   SET is_behind = false
 WHERE seq = (SELECT min(seq)
                FROM alert_outbox
               WHERE channel_id = CAST(:channel AS uuid)
                 AND stream = :stream
                 AND tenant_id = :tenant)
   AND is_behind
