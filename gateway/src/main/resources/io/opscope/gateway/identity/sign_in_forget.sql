-- Deletes some of what does not count any more and tells how much.
WITH gone AS (
    DELETE FROM sign_in_try
     WHERE what IN (SELECT what
                      FROM sign_in_try
                     WHERE failures_until < now() AND wait_until < now() AND known_until < now()
                     LIMIT 10000
                       FOR UPDATE SKIP LOCKED)
 RETURNING 1
)
SELECT count(*) AS forgotten FROM gone
