-- Where the :examined records end that a page, oldest first, was looked for in; no row when there are no more of them.
SELECT r.at, r.id
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND (:user::text IS NULL OR r.user_id = :user::text)
   AND (:from::timestamptz IS NULL OR r.at >= :from::timestamptz)
   AND (:until::timestamptz IS NULL OR r.at < :until::timestamptz)
   AND (:afterAt::timestamptz IS NULL OR r.at >= :afterAt::timestamptz)
   AND (:afterAt::timestamptz IS NULL OR r.at > :afterAt::timestamptz OR r.id < :afterId::text)
 ORDER BY r.at, r.id DESC
OFFSET :examined::int - 1
 LIMIT 1
