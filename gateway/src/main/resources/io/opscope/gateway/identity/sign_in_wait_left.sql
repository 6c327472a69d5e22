-- How long a try has to wait still: for its account at its network, or for its account anywhere unless it is one that the
-- account signed in from before. No row when it need not wait.
SELECT ceil(extract(epoch FROM t.wait_until - now()) * 1000)::bigint AS wait_millis
  FROM sign_in_try t
 WHERE t.wait_until > now()
   AND (t.what = :here
        OR (t.what = :anywhere
            AND NOT EXISTS (SELECT 1 FROM sign_in_try h WHERE h.what = :here AND h.known_until > now())))
 ORDER BY t.wait_until DESC
 LIMIT 1
