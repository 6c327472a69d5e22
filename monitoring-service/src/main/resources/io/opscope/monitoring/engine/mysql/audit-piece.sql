-- How long a file is, how it begins, and the bytes from a place on; NULL when it cannot be read. It is read once.
SELECT 1 AS opscope_watch,
       length(f.whole) AS size,
       left(f.whole, :head) AS head,
       substr(f.whole, :offset + 1, :length) AS bytes
  FROM (SELECT load_file(:path) AS whole LIMIT 1) f
