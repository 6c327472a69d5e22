-- Whether no writer of this tenant holds this slot, no other compactor works, and nobody counts the family anew; so it
-- stays until this transaction ends.
SELECT pg_try_advisory_xact_lock(hashtext('opscope compactor of ' || :tenant), 0)
   AND pg_try_advisory_xact_lock(hashtext('opscope slot of ' || :tenant), :slot::int)
   AND pg_try_advisory_xact_lock_shared(hashtext('opscope edition of ' || :tenant), :family::int) AS alone
