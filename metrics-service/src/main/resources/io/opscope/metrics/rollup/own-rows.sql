-- Waits until nobody else writes this family's rollup rows; nobody will before this transaction ends.
SELECT pg_advisory_xact_lock(hashtext('opscope rollup of ' || :tenant), :family::int)
