CREATE TABLE job (
    id String, user_id String, created_at DateTime, status String, tool String, provider String, strategy String,
    outcome UInt8, seconds Float64, cost Float64
) ENGINE = MergeTree PARTITION BY toYYYYMM(created_at) ORDER BY created_at;

CREATE MATERIALIZED VIEW by_hour ENGINE = AggregatingMergeTree PARTITION BY tuple() ORDER BY hour AS
SELECT toStartOfHour(created_at) AS hour, countState() AS jobs, sumState(cost) AS costs, avgState(seconds) AS times, countIfState(outcome = 0) AS good, quantileTDigestState(seconds) AS spread
  FROM job
 GROUP BY hour;

CREATE MATERIALIZED VIEW by_status ENGINE = AggregatingMergeTree PARTITION BY tuple() ORDER BY (status, hour) AS
SELECT status,  toStartOfHour(created_at) AS hour, countState() AS jobs, sumState(cost) AS costs, avgState(seconds) AS times, countIfState(outcome = 0) AS good
  FROM job
 GROUP BY status,  hour;

CREATE MATERIALIZED VIEW by_provider ENGINE = AggregatingMergeTree PARTITION BY tuple() ORDER BY (provider, hour) AS
SELECT provider,  toStartOfHour(created_at) AS hour, countState() AS jobs, sumState(cost) AS costs, avgState(seconds) AS times, countIfState(outcome = 0) AS good
  FROM job
 GROUP BY provider,  hour;

CREATE MATERIALIZED VIEW by_strategy ENGINE = AggregatingMergeTree PARTITION BY tuple() ORDER BY (strategy, hour) AS
SELECT strategy,  toStartOfHour(created_at) AS hour, countState() AS jobs, sumState(cost) AS costs, avgState(seconds) AS times, countIfState(outcome = 0) AS good
  FROM job
 GROUP BY strategy,  hour;
