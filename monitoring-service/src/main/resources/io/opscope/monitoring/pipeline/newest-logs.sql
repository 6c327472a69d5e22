-- The last lines of each pipeline's newest run, and of each line its beginning.
SELECT p.key, l.run_id, tail.at_us, tail.position, tail.level, tail.message, true AS is_cut
  FROM pipeline p
 CROSS JOIN LATERAL (
       SELECT r.run_id
         FROM pipeline_run r
        WHERE r.tenant_id = :tenant
          AND r.pipeline_key = p.key
        ORDER BY r.order_at DESC, r.run_id DESC
        LIMIT 1) newest
  JOIN pipeline_run_log l ON l.tenant_id = :tenant AND l.pipeline_key = p.key AND l.run_id = newest.run_id
 CROSS JOIN LATERAL (
       SELECT array_agg(t.at_us ORDER BY t.number) AS at_us,
              array_agg(t.position ORDER BY t.number) AS position,
              array_agg(t.level ORDER BY t.number) AS level,
              array_agg(left(t.message, :characters::integer) ORDER BY t.number) AS message
         FROM (SELECT u.*
                 FROM unnest(l.at_us, l.position, l.level, l.message)
                      WITH ORDINALITY AS u (at_us, position, level, message, number)
                ORDER BY u.number DESC
                LIMIT :lines) t) tail
 WHERE p.tenant_id = :tenant
