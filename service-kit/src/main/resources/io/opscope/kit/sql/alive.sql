-- Whether the server answers at all.
SELECT 1 AS alive
