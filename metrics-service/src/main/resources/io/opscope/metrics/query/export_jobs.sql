-- The jobs in [:from, :until), newest first, each as the line that exports are made of. The server writes the JSON, so
-- that decimals stay exact and a million lines cost little here.
SELECT json_build_object(
           'job_id', r.id,
           'created_at', r.body -> 'created_at',
           'status', r.status,
           'publisher', r.body -> 'publisher',
           'target_url', r.body -> 'target_url',
           'anchor_text', r.body -> 'anchor_text',
           'provider', r.body -> 'provider',
           'strategy', r.body -> 'strategy',
           'estimated_cost', r.body -> 'estimated_cost',
           'actual_cost', r.body -> 'actual_cost',
           'cost', r.measures[:cost::int],
           'started_at', r.body -> 'started_at',
           'completed_at', r.body -> 'completed_at')::text AS line
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND r.at >= :from
   AND r.at < :until
   AND (:user::text IS NULL OR r.user_id = :user::text)
 ORDER BY r.at DESC, r.id
