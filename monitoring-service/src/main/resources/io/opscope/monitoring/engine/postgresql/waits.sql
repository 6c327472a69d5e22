-- Who waits for a lock, and who holds it or stands before them in the line. Looked at are those that have waited longest;
-- telling it locks the server's table of locks for a moment, so only those that wait are asked about. A parallel worker
-- stands for its leader. A prepared transaction belongs to no session: it is found by the lock that both have, and named by
-- the lock that it has on itself.
WITH waiting AS MATERIALIZED (
    SELECT coalesce(a.leader_pid, a.pid) AS pid, array_agg(a.pid) AS pids
      FROM pg_stat_activity a
     WHERE a.wait_event_type = 'Lock'
     GROUP BY 1
     ORDER BY min(a.query_start), 1
     LIMIT :limit
), pairs AS MATERIALIZED (
    SELECT DISTINCT w.pid AS waiter, w.pids, b.pid AS blocker
      FROM waiting w
     CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS b (pid)
)
SELECT p.waiter::text AS waiter,
       p.blocker::text AS blocker,
       coalesce(a.datname::text, x.database::text) AS database,
       coalesce(a.usename::text, x.owner::text) AS role,
       left(a.query, 10000) AS text,
       coalesce(a.state, CASE WHEN p.blocker = 0 THEN 'prepared transaction' END, 'unknown') AS state,
       coalesce(a.xact_start, x.prepared) AS transaction_at,
       x.gid AS prepared
  FROM pairs p
  LEFT JOIN pg_stat_activity a ON a.pid = p.blocker AND p.blocker <> 0
  LEFT JOIN LATERAL (
    SELECT DISTINCT t.gid, t.database, t.owner, t.prepared
      FROM pg_locks w
      JOIN pg_locks h
        ON h.granted
       AND h.pid IS NULL
       AND (h.locktype, h.database, h.relation, h.page, h.tuple, h.virtualxid, h.transactionid, h.classid, h.objid,
            h.objsubid)
           IS NOT DISTINCT FROM
           (w.locktype, w.database, w.relation, w.page, w.tuple, w.virtualxid, w.transactionid, w.classid, w.objid,
            w.objsubid)
      JOIN pg_locks o
        ON o.granted
       AND o.pid IS NULL
       AND o.locktype = 'transactionid'
       AND o.virtualtransaction = h.virtualtransaction
      JOIN pg_prepared_xacts t ON t.transaction = o.transactionid
     WHERE w.pid = ANY (p.pids)
       AND NOT w.granted
  ) x ON p.blocker = 0
 ORDER BY p.waiter, p.blocker, x.gid
