-- Writes the newest lines of a run's log; whoever does holds the run.
INSERT INTO pipeline_run_log (tenant_id, pipeline_key, run_id, at_us, position, level, message, is_cut)
VALUES (:tenant, :pipeline, :run, :at, :position, :level, :message, :is_cut)
    ON CONFLICT (tenant_id, pipeline_key, run_id) DO UPDATE
   SET at_us = excluded.at_us,
       position = excluded.position,
       level = excluded.level,
       message = excluded.message,
       is_cut = excluded.is_cut
