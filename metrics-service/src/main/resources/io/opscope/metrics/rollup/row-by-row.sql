-- For the rest of this transaction joins go row by row: when many rows are written the server reckons every tier's table
-- for each of them, though only one is looked into, and would rather read all of the tables.
SELECT set_config('enable_hashjoin', 'off', true) AS hash, set_config('enable_mergejoin', 'off', true) AS merge
