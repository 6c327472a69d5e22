-- Whether nobody is counting this family anew; nobody will before this transaction ends.
SELECT pg_try_advisory_xact_lock_shared(hashtext('opscope edition of ' || :tenant), :family::int) AS shared
