-- Notes that something could not be read.
INSERT INTO access_log_gap (tenant_id, source_id, noticed_at, reason)
VALUES (:tenant, :source, now(), :reason)
