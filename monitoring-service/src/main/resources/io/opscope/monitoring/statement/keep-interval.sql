-- Keeps an interval.
INSERT INTO statement_interval (tenant_id, source_id, ended_at, began_at, evictions, rest, rest_calls, rest_total_ms)
VALUES (:tenant, :source, :ended_at, :began_at, :evictions, :rest, :rest_calls, :rest_total_ms)
