-- Notes how a run ended; the error of an earlier one is gone when it ended well.
UPDATE connector
   SET last_run = now(),
       last_error = CAST(:error AS text),
       failures = CASE WHEN CAST(:error AS text) IS NULL THEN 0 ELSE failures + 1 END
 WHERE tenant_id = :tenant
   AND id = :id
RETURNING coalesce((definition ->> 'enabled')::boolean, false) AS enabled, failures
