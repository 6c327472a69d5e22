-- How a source did, step by step; a step without a probe is not there.
SELECT t.bucket, t.probes, t.failures,
       t.response_min, t.response_sum / nullif(t.probes - t.failures, 0) AS response_avg, t.response_max,
       t.connections_min, t.connections_sum / nullif(t.connections_count, 0) AS connections_avg,
       CASE WHEN t.connections_count > 0 THEN t.connections_max END AS connections_max,
       t.cpu_min, t.cpu_sum / nullif(t.cpu_count, 0) AS cpu_avg, t.cpu_max,
       t.memory_min, t.memory_sum / nullif(t.memory_count, 0) AS memory_avg, t.memory_max,
       t.disk_min, t.disk_sum / nullif(t.disk_count, 0) AS disk_avg, t.disk_max,
       t.size_bytes
  FROM probe_tier t
 WHERE t.tenant_id = :tenant
   AND t.source_id = :source
   AND t.tier = :tier
   AND t.bucket >= :floor
   AND t.bucket < :ceiling
 ORDER BY t.bucket
