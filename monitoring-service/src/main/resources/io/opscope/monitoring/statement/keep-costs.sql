-- Keeps the costliest statements of an interval.
INSERT INTO statement_cost (tenant_id, source_id, ended_at, fingerprint, calls, total_ms, rows_scanned, rows_returned)
SELECT :tenant, :source, :ended_at::timestamptz, g.*
  FROM unnest(:fingerprints::text[], :calls::bigint[], :total_ms::double precision[], :rows_scanned::bigint[],
              :rows_returned::bigint[]) AS g
