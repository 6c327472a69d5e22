-- What is known of the intervals that ended since :floor: no row where nobody has read yet what the
-- source leads to.
SELECT r.lacks,
       count(i.ended_at) AS intervals,
       min(i.began_at) AS began_at,
       max(i.ended_at) AS ended_at,
       coalesce(sum(i.evictions), 0)::bigint AS evictions,
       coalesce(sum(i.rest_total_ms), 0)
       + coalesce((SELECT sum(c.total_ms)
                     FROM statement_cost c
                    WHERE c.tenant_id = :tenant AND c.source_id = :source AND c.ended_at > :floor), 0) AS total_ms
  FROM statement_reader r
  LEFT JOIN statement_interval i
    ON i.tenant_id = r.tenant_id AND i.source_id = r.source_id AND i.ended_at > :floor
 WHERE r.tenant_id = :tenant AND r.source_id = :source AND r.leads_to = :leads_to
 GROUP BY r.lacks
