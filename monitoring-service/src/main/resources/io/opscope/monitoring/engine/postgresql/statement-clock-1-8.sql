-- The server's clock before its counters are read; pg_stat_statements 1.8 does not tell when these were reset.
SELECT clock_timestamp() AS read_at, NULL::timestamptz AS reset_at, 0::bigint AS evictions
