-- The table that jobs are kept in, with all its indexes, without any counting.
DROP TABLE IF EXISTS bench_copy;
CREATE TABLE bench_copy (LIKE record_jobs INCLUDING ALL)
