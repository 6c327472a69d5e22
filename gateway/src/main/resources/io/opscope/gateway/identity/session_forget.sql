-- Deletes some of the sessions that were over before a moment and tells how many.
WITH gone AS (
    DELETE FROM session
     WHERE id IN (SELECT id
                    FROM session
                   WHERE expires_at < :before OR ended_at < :before
                   LIMIT 10000
                     FOR UPDATE SKIP LOCKED)
 RETURNING 1
)
SELECT count(*) AS forgotten FROM gone
