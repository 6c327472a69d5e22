-- Deletes some of what is old enough and tells how much; the database itself refuses what is not.
SELECT forget_audit(:before) AS forgotten
