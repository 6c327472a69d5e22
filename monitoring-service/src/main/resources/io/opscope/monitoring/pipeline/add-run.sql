-- Adds a run that was not known; nothing when it is.
INSERT INTO pipeline_run (tenant_id, pipeline_key, run_id, first_at, last_at, started_at, ended_at, outcome, end_rows,
                          end_errors, is_told, most_rows, most_bytes, most_errors, began_by, began_by_at, nominal_at,
                          parent, inputs, outputs)
VALUES (:tenant, :pipeline, :run, :first_at, :last_at, :started_at, :ended_at, :outcome, :end_rows, :end_errors, :is_told,
        :most_rows, :most_bytes, :most_errors, :began_by, :began_by_at, :nominal_at, :parent, :inputs, :outputs)
    ON CONFLICT DO NOTHING
