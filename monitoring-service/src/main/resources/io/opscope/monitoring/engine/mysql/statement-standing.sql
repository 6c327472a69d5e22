-- How many runs were of some statements that there was no room for: those share an entry without a fingerprint.
SELECT 1 AS opscope_watch,
       coalesce(sum(s.count_star), 0) AS without_room
  FROM performance_schema.events_statements_summary_by_digest s
 WHERE s.schema_name IS NULL
   AND s.digest IS NULL
