-- How many sources each replica watches at most.
SELECT ceil((SELECT count(*) FROM data_source)::numeric
            / greatest(1, (SELECT count(*) FROM watch_replica WHERE until > now())))::bigint AS share
