-- Lets be due what nothing is before any more though it says so: a replica of an earlier version takes the first of a stream away
-- without a word to the next.
UPDATE alert_outbox o
   SET is_behind = false
 WHERE is_behind
   AND NOT EXISTS (SELECT 1
                     FROM alert_outbox earlier
                    WHERE earlier.channel_id = o.channel_id
                      AND earlier.stream = o.stream
                      AND earlier.tenant_id = o.tenant_id
                      AND earlier.seq < o.seq)
