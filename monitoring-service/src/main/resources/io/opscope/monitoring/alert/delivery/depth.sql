-- How much waits, over all tenants, and for how long the oldest has.
SELECT count(*) AS waiting,
       greatest(0, coalesce(extract(epoch FROM now() - min(created_at)), 0)) AS oldest
  FROM alert_outbox
