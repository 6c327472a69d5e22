-- What one would begin with: the events, and a counter per minute, dimension and value.
DROP TABLE IF EXISTS bench_event, bench_counter;
CREATE TABLE bench_event (id text PRIMARY KEY, at timestamptz NOT NULL, body jsonb NOT NULL);
CREATE INDEX ON bench_event (at);
CREATE TABLE bench_counter (minute timestamptz, dimension text, value text, n bigint, PRIMARY KEY (minute, dimension, value))
