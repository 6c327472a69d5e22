-- One row when the suite's database is there.
SELECT datname
  FROM pg_database
 WHERE datname = :name
