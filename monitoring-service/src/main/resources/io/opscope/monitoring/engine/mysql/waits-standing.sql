-- Whether the server keeps a list of who waits for the definition of a table.
SELECT 1 AS opscope_watch, i.enabled = 'YES' AS definitions_told
  FROM performance_schema.setup_instruments i
 WHERE i.name = 'wait/lock/metadata/sql/mdl'
