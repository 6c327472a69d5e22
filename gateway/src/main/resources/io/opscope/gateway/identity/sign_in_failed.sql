-- Counts a failure and tells whether it is the one after which tries have to wait. From the last free one on the next has
-- to wait, twice as long after each; waits are milliseconds.
INSERT INTO sign_in_try AS t (what, account, failures, failures_until, wait_until, known_until)
VALUES (:what,
        :account,
        1,
        now() + :forget_after * interval '1 millisecond',
        now() + CASE
            WHEN 1 < :free_tries THEN interval '0'
            ELSE least(:longest_wait, :first_wait * power(2, 0)) * interval '1 millisecond'
        END,
        '-infinity')
ON CONFLICT (what) DO UPDATE
   SET account = excluded.account,
       (failures, failures_until, wait_until) = (
       SELECT n.failures,
              now() + :forget_after * interval '1 millisecond',
              now() + CASE
                  WHEN n.failures < :free_tries THEN interval '0'
                  ELSE least(:longest_wait, :first_wait * power(2, least(n.failures - :free_tries, 30)))
                       * interval '1 millisecond'
              END
         FROM (SELECT CASE WHEN t.failures_until < now() THEN 1 ELSE t.failures + 1 END AS failures) n)
RETURNING (failures = :free_tries)::int AS locked
