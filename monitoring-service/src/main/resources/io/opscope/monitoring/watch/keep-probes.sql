-- Keeps probes and adds them to the tiers; one that is there already is not added again. A source that has been removed
-- meanwhile takes none any more; it is held before anything else, as whoever removes it holds it first and these after.
WITH there AS (
    SELECT d.tenant_id, d.id
      FROM data_source d
     WHERE (d.tenant_id, d.id) IN (SELECT * FROM unnest(:tenants::text[], :sources::text[]))
     ORDER BY d.tenant_id, d.id
       FOR KEY SHARE
), given AS (
    SELECT DISTINCT ON (g.tenant_id, g.source_id, g.probed_at) g.*
      FROM unnest(:tenants::text[], :sources::text[], :times::timestamptz[], :outcomes::text[],
                  :responses::double precision[], :reasons::text[], :connections::bigint[], :sizes::bigint[])
           AS g (tenant_id, source_id, probed_at, outcome, response_ms, reason, connections, size_bytes)
      JOIN there d ON d.tenant_id = g.tenant_id AND d.id = g.source_id
     ORDER BY g.tenant_id, g.source_id, g.probed_at, g.size_bytes
), kept AS (
    INSERT INTO probe (tenant_id, source_id, probed_at, prober, outcome, response_ms, reason)
    SELECT g.tenant_id, g.source_id, g.probed_at, :prober::text, g.outcome, g.response_ms, g.reason
      FROM given g
     ORDER BY g.tenant_id, g.source_id, g.probed_at
        ON CONFLICT DO NOTHING
    RETURNING tenant_id, source_id, probed_at
), tiered AS (
    INSERT INTO probe_tier AS p (tenant_id, source_id, tier, bucket, probes, failures, response_sum, response_min,
                                 response_max, connections_max, size_bytes)
    SELECT g.tenant_id, g.source_id, t.tier, date_trunc(t.tier, g.probed_at, 'UTC'), count(*),
           count(*) FILTER (WHERE g.outcome <> 'ANSWERED'), sum(g.response_ms), min(g.response_ms), max(g.response_ms),
           max(g.connections), max(g.size_bytes)
      FROM given g
      JOIN kept k USING (tenant_id, source_id, probed_at)
     CROSS JOIN (VALUES ('minute'), ('hour'), ('day')) AS t (tier)
     GROUP BY 1, 2, 3, 4
     ORDER BY 1, 2, 3, 4
        ON CONFLICT (tenant_id, source_id, tier, bucket) DO UPDATE
       SET probes = p.probes + EXCLUDED.probes,
           failures = p.failures + EXCLUDED.failures,
           response_sum = coalesce(p.response_sum + EXCLUDED.response_sum, p.response_sum, EXCLUDED.response_sum),
           response_min = least(p.response_min, EXCLUDED.response_min),
           response_max = greatest(p.response_max, EXCLUDED.response_max),
           connections_max = greatest(p.connections_max, EXCLUDED.connections_max),
           size_bytes = coalesce(EXCLUDED.size_bytes, p.size_bytes)
)
SELECT count(*) AS kept FROM kept
