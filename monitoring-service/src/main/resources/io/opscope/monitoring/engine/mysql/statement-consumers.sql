-- Whether statements are counted by what they say.
SELECT 1 AS opscope_watch,
       count(*) = 2 AS counted
  FROM performance_schema.setup_consumers c
 WHERE c.name IN ('global_instrumentation', 'statements_digest')
   AND c.enabled = 'YES'
