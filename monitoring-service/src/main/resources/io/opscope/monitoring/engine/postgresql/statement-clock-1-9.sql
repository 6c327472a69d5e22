-- The server's clock before its counters are read, since when it counts, and how often it ran out of room.
SELECT clock_timestamp() AS read_at, i.stats_reset AS reset_at, i.dealloc AS evictions FROM pg_stat_statements_info i
