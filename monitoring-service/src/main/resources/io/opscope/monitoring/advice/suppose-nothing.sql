-- Forgets all indexes that were supposed.
SELECT count(*) AS done FROM (SELECT hypopg_reset()) AS r
