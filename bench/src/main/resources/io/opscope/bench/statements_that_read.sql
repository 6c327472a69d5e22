-- What the metrics service has read to answer, and to know whether an answer it keeps is still good.
SELECT coalesce(sum(calls), 0)::bigint
  FROM public.pg_stat_statements
  JOIN pg_roles ON pg_roles.oid = userid
 WHERE rolname = 'opscope_metrics'
   AND query ~ '^-- (What was counted in|The same cells|How many|The records in|Per user|Every tenant.s marks|By which editions)'
