-- How evaluations stand, over all tenants.
SELECT count(*) AS rules,
       coalesce(sum(pending), 0) AS pending,
       coalesce(sum(firing), 0) AS firing,
       greatest(0, coalesce(extract(epoch FROM now() - min(next_run)), 0)) AS late
  FROM alert_turn
