-- Room on the file system that the data directory is on: of those that are mounted above it, the nearest.
SELECT 1 AS opscope_watch, d.used AS used, d.available AS available
  FROM information_schema.disks d
 WHERE locate(concat(trim(TRAILING '/' FROM d.path), '/'), concat(trim(TRAILING '/' FROM @@global.datadir), '/')) = 1
 ORDER BY length(d.path) DESC
 LIMIT 1
