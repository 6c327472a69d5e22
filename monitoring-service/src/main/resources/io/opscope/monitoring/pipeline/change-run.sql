-- Writes what is known of a run now.
UPDATE pipeline_run
   SET first_at = :first_at,
       last_at = :last_at,
       started_at = :started_at,
       ended_at = :ended_at,
       outcome = :outcome,
       end_rows = :end_rows,
       end_errors = :end_errors,
       is_told = :is_told,
       most_rows = :most_rows,
       most_bytes = :most_bytes,
       most_errors = :most_errors,
       began_by = :began_by,
       began_by_at = :began_by_at,
       nominal_at = :nominal_at,
       parent = :parent,
       inputs = :inputs,
       outputs = :outputs
 WHERE tenant_id = :tenant
   AND pipeline_key = :pipeline
   AND run_id = :run
