-- Says that this replica is there, and keeps what it holds. What it does not get back here it holds no more.
WITH here AS (
    INSERT INTO watch_replica (id, until)
    VALUES (:holder, now() + :seconds * interval '1 second')
        ON CONFLICT (id) DO UPDATE SET until = EXCLUDED.until
)
UPDATE watch_lease l
   SET until = now() + :seconds * interval '1 second'
 WHERE l.holder = :holder
RETURNING l.tenant_id, l.source_id
