-- Who waits for whom on MySQL 8 and newer: for a lock of InnoDB's that another's transaction has, or for the definition of a
-- table, or the like, that another uses (granted) or is to have first (pending). The latter do not all stand in each other's
-- way; how they do is MySQL's own table (sql/mdl.cc). A transaction without a session is one that was prepared and survived a
-- restart.
SELECT DISTINCT
       1 AS opscope_watch,
       w.waiter AS waiter,
       w.blocker AS blocker,
       p.db AS db_name,
       p.user AS user_name,
       left(p.info, 10000) AS text,
       unix_timestamp(coalesce(w.started, b.trx_started)) AS transaction_at,
       w.prepared AS prepared
  FROM (SELECT r.trx_mysql_thread_id AS waiter,
               o.trx_mysql_thread_id AS blocker,
               o.trx_started AS started,
               CASE WHEN o.trx_mysql_thread_id = 0 THEN o.trx_id END AS prepared
          FROM performance_schema.data_lock_waits d
          JOIN information_schema.innodb_trx r ON r.trx_id = d.requesting_engine_transaction_id
          JOIN information_schema.innodb_trx o ON o.trx_id = d.blocking_engine_transaction_id
         UNION ALL
        SELECT wt.processlist_id, ht.processlist_id, NULL, NULL
          FROM performance_schema.metadata_locks w
          JOIN performance_schema.metadata_locks h
            ON h.object_type = w.object_type
           AND h.object_schema <=> w.object_schema
           AND h.object_name <=> w.object_name
           AND h.owner_thread_id <> w.owner_thread_id
          JOIN performance_schema.threads wt ON wt.thread_id = w.owner_thread_id
          JOIN performance_schema.threads ht ON ht.thread_id = h.owner_thread_id
         WHERE w.lock_status = 'PENDING'
           AND wt.processlist_id IS NOT NULL
           AND ht.processlist_id IS NOT NULL
           AND CASE h.lock_status
               WHEN 'GRANTED' THEN
                    w.lock_type = 'EXCLUSIVE' OR h.lock_type = 'EXCLUSIVE'
                    OR find_in_set(h.lock_type,
                           CASE w.lock_type
                           WHEN 'INTENTION_EXCLUSIVE' THEN 'SHARED'
                           WHEN 'SHARED' THEN 'INTENTION_EXCLUSIVE'
                           WHEN 'SHARED_READ' THEN 'SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_WRITE' THEN 'SHARED_READ_ONLY,SHARED_NO_WRITE,SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_WRITE_LOW_PRIO' THEN 'SHARED_READ_ONLY,SHARED_NO_WRITE,SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_UPGRADABLE' THEN 'SHARED_UPGRADABLE,SHARED_NO_WRITE,SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_READ_ONLY' THEN 'SHARED_WRITE,SHARED_WRITE_LOW_PRIO,SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_NO_WRITE' THEN
                               'SHARED_WRITE,SHARED_WRITE_LOW_PRIO,SHARED_UPGRADABLE,SHARED_NO_WRITE,SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_NO_READ_WRITE' THEN
                               'SHARED_READ,SHARED_WRITE,SHARED_WRITE_LOW_PRIO,SHARED_UPGRADABLE,SHARED_READ_ONLY,SHARED_NO_WRITE,SHARED_NO_READ_WRITE'
                           END) > 0
               WHEN 'PENDING' THEN
                    h.lock_type = 'EXCLUSIVE' AND w.lock_type NOT IN ('EXCLUSIVE', 'SHARED_HIGH_PRIO')
                    OR find_in_set(h.lock_type,
                           CASE w.lock_type
                           WHEN 'INTENTION_EXCLUSIVE' THEN 'SHARED'
                           WHEN 'SHARED_READ' THEN 'SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_WRITE' THEN 'SHARED_NO_WRITE,SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_WRITE_LOW_PRIO' THEN 'SHARED_READ_ONLY,SHARED_NO_WRITE,SHARED_NO_READ_WRITE'
                           WHEN 'SHARED_READ_ONLY' THEN 'SHARED_NO_READ_WRITE'
                           END) > 0
               END) w
  LEFT JOIN information_schema.innodb_trx b ON b.trx_mysql_thread_id = w.blocker AND w.prepared IS NULL
  LEFT JOIN information_schema.processlist p ON p.id = w.blocker
 LIMIT :limit
