-- From here on, in this transaction, a table is gone into by the places of its rows alone (:only), or in every way again.
-- The server knows little of tables that it has not counted yet: it would read all of them, and even all of them again
-- for every row that is written.
SELECT set_config(way.name, CASE WHEN CAST(:only AS boolean) THEN 'off' ELSE 'on' END, true) AS allowed
  FROM unnest(ARRAY['enable_hashjoin', 'enable_mergejoin', 'enable_seqscan', 'enable_indexscan', 'enable_bitmapscan']) AS way (name)
