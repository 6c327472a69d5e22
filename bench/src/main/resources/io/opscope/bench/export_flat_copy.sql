COPY (SELECT id, user_id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') AS created_at, status, tool,
             provider, strategy, outcome, coalesce(seconds, 0) AS seconds, coalesce(cost, 0) AS cost
        FROM bench_job) TO STDOUT WITH (FORMAT csv)
