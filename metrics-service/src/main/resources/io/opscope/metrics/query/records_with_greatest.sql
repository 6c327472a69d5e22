-- The records in the stretches [from_, until_) with the greatest values of the measure at place :measure, amounts in one
-- currency; of each stretch by itself first, which then are few.
SELECT g.*
  FROM unnest(:froms::timestamptz[], :untils::timestamptz[]) AS s (from_, until_)
 CROSS JOIN LATERAL (
       SELECT r.id, r.at, r.user_id, r.status, r.outcome::bigint AS outcome, r.currency, r.measures, r.body
         FROM record r
        WHERE r.tenant_id = :tenant
          AND r.family_id = :family::smallint
          AND r.at >= s.from_
          AND r.at < s.until_
          AND (:user::text IS NULL OR r.user_id = :user::text)
          AND r.currency = :currency
          AND r.measures[:measure::int] IS NOT NULL
        ORDER BY r.measures[:measure::int] DESC, r.at DESC, r.id
        LIMIT :limit::int) g
 ORDER BY g.measures[:measure::int] DESC, g.at DESC, g.id
 LIMIT :limit::int
