-- Waits for one slot of this tenant and holds it until this transaction ends.
SELECT pg_advisory_xact_lock(hashtext('opscope slot of ' || :tenant), :slot::int)
