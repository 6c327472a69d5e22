-- Whether statements are counted by what they say, and how many runs were of some that there was no room for: those share an
-- entry without a fingerprint.
SELECT 1 AS opscope_watch,
       (SELECT count(*)
          FROM performance_schema.setup_consumers c
         WHERE c.name IN ('global_instrumentation', 'statements_digest')
           AND c.enabled = 'YES') = 2 AS counted,
       (SELECT coalesce(sum(s.count_star), 0)
          FROM performance_schema.events_statements_summary_by_digest s
         WHERE s.schema_name IS NULL
           AND s.digest IS NULL) AS without_room
