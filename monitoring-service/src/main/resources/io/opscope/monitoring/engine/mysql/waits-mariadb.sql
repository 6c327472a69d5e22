-- Who waits for a lock of InnoDB's, and whose transaction has it, on MariaDB. A transaction without a session is one that
-- was prepared and survived a restart.
SELECT DISTINCT
       1 AS opscope_watch,
       r.trx_mysql_thread_id AS waiter,
       b.trx_mysql_thread_id AS blocker,
       p.db AS db_name,
       p.user AS user_name,
       left(p.info, 10000) AS text,
       unix_timestamp(b.trx_started) AS transaction_at,
       CASE WHEN b.trx_mysql_thread_id = 0 THEN b.trx_id END AS prepared
  FROM information_schema.innodb_lock_waits w
  JOIN information_schema.innodb_trx r ON r.trx_id = w.requesting_trx_id
  JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id
  LEFT JOIN information_schema.processlist p ON p.id = b.trx_mysql_thread_id
 LIMIT :limit
