-- Deletes what is old enough; the database itself refuses what is not.
SELECT forget_audit(:before) AS forgotten
