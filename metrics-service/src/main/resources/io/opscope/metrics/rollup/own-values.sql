-- Waits for whoever is adding values to this family's dimensions, and keeps others from it until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('opscope values of ' || :tenant), :family::int)
