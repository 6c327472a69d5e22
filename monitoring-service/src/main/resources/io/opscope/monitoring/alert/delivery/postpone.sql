-- Has a delivery tried again later.
UPDATE alert_outbox
   SET owner = NULL,
       leased_until = NULL,
       next_try = now() + make_interval(secs => :pause)
 WHERE seq = :seq
   AND owner = CAST(:owner AS uuid)
