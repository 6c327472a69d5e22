-- Supposes an index, for this connection's planner alone; nothing is written. Answers what plans call it.
SELECT h.indexname::text AS name FROM hypopg_create_index(CAST(:definition AS text)) AS h
