-- Keeps probes and adds them to the tiers; one that is there already is not added again, and of one that is given twice the
-- later has more. A source that has been removed
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
                  :responses::double precision[], :reasons::text[], :connections::bigint[], :sizes::bigint[],
                  :cpus::double precision[], :memories::double precision[], :disks::double precision[])
           WITH ORDINALITY AS g (tenant_id, source_id, probed_at, outcome, response_ms, reason, connections, size_bytes,
                                 cpu, memory, disk, place)
      JOIN there d ON d.tenant_id = g.tenant_id AND d.id = g.source_id
     ORDER BY g.tenant_id, g.source_id, g.probed_at, g.place DESC
), kept AS (
    INSERT INTO probe (tenant_id, source_id, probed_at, prober, outcome, response_ms, reason)
    SELECT g.tenant_id, g.source_id, g.probed_at, :prober::text, g.outcome, g.response_ms, g.reason
      FROM given g
     ORDER BY g.tenant_id, g.source_id, g.probed_at
        ON CONFLICT DO NOTHING
    RETURNING tenant_id, source_id, probed_at
), tiered AS (
    INSERT INTO probe_tier AS p (tenant_id, source_id, tier, bucket, probes, failures, response_sum, response_min,
                                 response_max, connections_max, size_bytes, connections_count, connections_sum,
                                 connections_min, cpu_count, cpu_sum, cpu_min, cpu_max, memory_count, memory_sum,
                                 memory_min, memory_max, disk_count, disk_sum, disk_min, disk_max)
    SELECT g.tenant_id, g.source_id, t.tier, date_trunc(t.tier, g.probed_at, 'UTC'), count(*),
           count(*) FILTER (WHERE g.outcome <> 'ANSWERED'), sum(g.response_ms), min(g.response_ms), max(g.response_ms),
           max(g.connections), max(g.size_bytes), count(g.connections), sum(g.connections), min(g.connections),
           count(g.cpu), sum(g.cpu), min(g.cpu), max(g.cpu),
           count(g.memory), sum(g.memory), min(g.memory), max(g.memory),
           count(g.disk), sum(g.disk), min(g.disk), max(g.disk)
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
           size_bytes = coalesce(EXCLUDED.size_bytes, p.size_bytes),
           connections_count = p.connections_count + EXCLUDED.connections_count,
           connections_sum = coalesce(p.connections_sum + EXCLUDED.connections_sum, p.connections_sum, EXCLUDED.connections_sum),
           connections_min = least(p.connections_min, EXCLUDED.connections_min),
           cpu_count = p.cpu_count + EXCLUDED.cpu_count,
           cpu_sum = coalesce(p.cpu_sum + EXCLUDED.cpu_sum, p.cpu_sum, EXCLUDED.cpu_sum),
           cpu_min = least(p.cpu_min, EXCLUDED.cpu_min),
           cpu_max = greatest(p.cpu_max, EXCLUDED.cpu_max),
           memory_count = p.memory_count + EXCLUDED.memory_count,
           memory_sum = coalesce(p.memory_sum + EXCLUDED.memory_sum, p.memory_sum, EXCLUDED.memory_sum),
           memory_min = least(p.memory_min, EXCLUDED.memory_min),
           memory_max = greatest(p.memory_max, EXCLUDED.memory_max),
           disk_count = p.disk_count + EXCLUDED.disk_count,
           disk_sum = coalesce(p.disk_sum + EXCLUDED.disk_sum, p.disk_sum, EXCLUDED.disk_sum),
           disk_min = least(p.disk_min, EXCLUDED.disk_min),
           disk_max = greatest(p.disk_max, EXCLUDED.disk_max)
)
SELECT count(*) AS kept FROM kept
