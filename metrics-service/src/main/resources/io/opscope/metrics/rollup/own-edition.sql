-- Waits for the transactions that are counting this family, and keeps others from it until this one ends.
SELECT pg_advisory_xact_lock(hashtext('opscope edition of ' || :tenant), :family::int)
