-- Forgets the failures of an account, wherever they came from; what it signed in from stays known. Rows are locked in the
-- order in which a failure counts, at its network first and then anywhere, so that the two do not wait for each other.
WITH held AS (
    SELECT what FROM sign_in_try WHERE account = :account ORDER BY what = account, what FOR UPDATE
)
UPDATE sign_in_try
   SET failures = 0, failures_until = now(), wait_until = now()
 WHERE what IN (SELECT what FROM held)
