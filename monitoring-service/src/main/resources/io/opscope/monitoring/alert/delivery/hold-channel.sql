-- Puts off what a channel that is left alone was to be told next, so that not every claim reads it over. What somebody else
-- is changing at this moment is passed over: waiting for one another, two that hold the same channel would wait for ever.
UPDATE alert_outbox
   SET next_try = now() + make_interval(secs => :pause)
 WHERE seq IN (SELECT seq
                 FROM alert_outbox
                WHERE tenant_id = :tenant
                  AND channel_id = CAST(:channel AS uuid)
                  AND next_try < now() + make_interval(secs => :pause)
                  AND owner IS NULL
                  AND NOT is_behind
                ORDER BY seq
                  FOR UPDATE SKIP LOCKED)
