-- Forgets the failures of an account, wherever they came from; what it signed in from stays known.
UPDATE sign_in_try
   SET failures = 0, failures_until = now(), wait_until = now()
 WHERE account = :account
