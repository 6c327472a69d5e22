-- Whether nobody writes this family's rollup rows and nobody counts it anew; nobody will before this transaction ends.
SELECT pg_try_advisory_xact_lock(hashtext('opscope rollup of ' || :tenant), :family::int)
   AND pg_try_advisory_xact_lock_shared(hashtext('opscope edition of ' || :tenant), :family::int) AS own
