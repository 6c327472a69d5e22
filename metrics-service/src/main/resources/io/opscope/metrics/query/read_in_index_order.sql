-- For the rest of the transaction rows are read in the order of an index rather than sorted: a stream then begins at
-- once, and a reader who goes away is noticed before everything has been read.
SELECT set_config('enable_sort', 'off', true) AS sorting,
       set_config('enable_seqscan', 'off', true) AS scanning,
       set_config('enable_bitmapscan', 'off', true) AS gathering
