-- Ends some of the sessions of a tenant that are open and tells how many; in one order, so that two of these wait for each other
-- and do not lock each other out.
WITH ended AS (
    UPDATE session
       SET ended_at = now(), end_reason = :reason
     WHERE id IN (SELECT id
                    FROM session
                   WHERE tenant_id = :tenant
                     AND ended_at IS NULL
                   ORDER BY id
                   LIMIT 5000
                     FOR UPDATE)
 RETURNING 1
)
SELECT count(*) AS ended FROM ended
