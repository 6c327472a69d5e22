-- The files of one format that were written to since a moment; those that were rotated by another tool as well.
SELECT f.name, f.size, f.modification AS modified_at
  FROM pg_ls_logdir() f
 WHERE f.modification >= :since
   AND f.name ~ :pattern
 ORDER BY f.modification DESC
 LIMIT 200
