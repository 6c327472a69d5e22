-- Deletes what does not count any more.
DELETE FROM sign_in_try WHERE failures_until < now() AND wait_until < now() AND known_until < now()
