-- Waits for every slot of this tenant, one after the other, and holds them until this transaction ends.
SELECT pg_advisory_xact_lock(hashtext('opscope slot of ' || :tenant), n)
  FROM generate_series(1, :slots::int) AS n
