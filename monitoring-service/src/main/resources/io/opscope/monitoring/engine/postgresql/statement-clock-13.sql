-- The server's clock before its counters are read; PostgreSQL 13 does not tell when these were reset.
SELECT clock_timestamp() AS read_at, NULL::timestamptz AS reset_at, 0::bigint AS evictions
