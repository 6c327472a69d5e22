-- Lets one replica at a time through until its transaction ends; the number is this service's own.
SELECT pg_advisory_xact_lock(:number)::text AS locked
