-- Bytes on disk of the database we are signed in to. Looks at every file of it, so it is not part of the vitals.
SELECT pg_database_size(current_database()) AS bytes
