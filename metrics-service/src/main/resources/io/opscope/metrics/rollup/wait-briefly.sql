-- Whoever waits for a lock in this transaction gives up after two seconds.
SELECT set_config('lock_timeout', '2s', true) AS patience
