-- The first slot that no other transaction of this tenant holds, held until this transaction ends; no row when all are
-- taken. LIMIT stops at the first lock that is had.
SELECT n AS slot
  FROM generate_series(1, :slots::int) AS n
 WHERE pg_try_advisory_xact_lock(hashtext('opscope slot of ' || :tenant), n)
 LIMIT 1
