-- Where the :examined records end that a page, oldest first, was looked for in; no row when there are no more of them.
SELECT r.at, r.id
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND (:user::text IS NULL
        OR CASE WHEN :owner::int = 0 THEN r.user_id = :user::text
        ELSE CASE r.dims[:owner::int] WHEN 'other' THEN r.body ->> :ownerName::text ELSE r.dims[:owner::int] END IN (SELECT d.id
        FROM directory_entry d
        WHERE d.tenant_id = :tenant AND d.kind = 'accounts' AND d.body -> 'owners' ? :user::text) END)
   AND (:from::timestamptz IS NULL OR r.at >= :from::timestamptz)
   AND (:until::timestamptz IS NULL OR r.at < :until::timestamptz)
   AND (:afterAt::timestamptz IS NULL OR r.at >= :afterAt::timestamptz)
   AND (:afterAt::timestamptz IS NULL OR r.at > :afterAt::timestamptz OR r.id < :afterId::text)
 ORDER BY r.at, r.id DESC
OFFSET :examined::int - 1
 LIMIT 1
