-- How deliveries fared by channel, of those that are still known. That one got no answer (:unanswered) is said of those alone that
-- are older than the longest attempt: how soon it failed would tell what is there.
SELECT channel_id,
       count(*) FILTER (WHERE state = 'waiting') AS waiting,
       count(*) FILTER (WHERE state = 'delivered') AS delivered,
       count(*) FILTER (WHERE state = 'given_up') AS given_up,
       max(ended_at) FILTER (WHERE state = 'delivered') AS last_delivered,
       (array_agg(last_error ORDER BY created_at DESC)
        FILTER (WHERE last_error IS NOT NULL
                  AND state <> 'delivered'
                  AND (last_error <> :unanswered OR created_at < now() - make_interval(secs => :longest))))[1] AS last_error
  FROM alert_delivery
 WHERE tenant_id = :tenant
 GROUP BY channel_id
