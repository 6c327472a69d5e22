-- The jobs as a plain table with typed columns and an index on time: what one would have without Opscope.
DROP TABLE IF EXISTS bench_job;
CREATE UNLOGGED TABLE bench_job AS
SELECT id, user_id, at AS created_at, dims[1] AS status, dims[2] AS tool, dims[3] AS provider, dims[4] AS strategy,
       outcome, measures[1]::double precision AS seconds, measures[3] AS cost
  FROM record
 WHERE family_id = 1;
CREATE INDEX ON bench_job (created_at);
ANALYZE bench_job
