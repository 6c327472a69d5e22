-- Forgets an account's failures at the network it signed in from and anywhere, and remembers that it did from there.
WITH anywhere AS (
    DELETE FROM sign_in_try WHERE what = :anywhere
)
INSERT INTO sign_in_try AS t (what, failures, failures_until, wait_until, known_until)
VALUES (:here, 0, now(), now(), now() + :remember * interval '1 millisecond')
ON CONFLICT (what) DO UPDATE
   SET failures = 0,
       failures_until = excluded.failures_until,
       wait_until = excluded.wait_until,
       known_until = excluded.known_until
