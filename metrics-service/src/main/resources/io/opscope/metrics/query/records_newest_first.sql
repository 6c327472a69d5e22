-- A page of records, newest first, after the one at (:afterAt, :afterId), out of the next :examined ones. Conditions that
-- are null, or stand at place 0 of the family's dimensions, do not count. The order is the index's, so a page costs the
-- same wherever it is, and what it costs at most is known.
SELECT r.id, r.at, r.user_id, r.status, r.outcome::bigint AS outcome, r.currency, r.measures, r.body
  FROM (SELECT *
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
         AND (:afterAt::timestamptz IS NULL OR r.at <= :afterAt::timestamptz)
         AND (:afterAt::timestamptz IS NULL OR r.at < :afterAt::timestamptz OR r.id > :afterId::text)
         ORDER BY r.at DESC, r.id
         LIMIT :examined::int) r
 WHERE (:where1::int = 0
        OR coalesce(r.dims[:where1::int], 'unknown') = :is1::text
        OR r.dims[:where1::int] = 'other' AND coalesce(r.body ->> :name1::text, r.body -> 'attributes' ->> :name1::text) = :is1::text)
   AND (:where2::int = 0
        OR coalesce(r.dims[:where2::int], 'unknown') = :is2::text
        OR r.dims[:where2::int] = 'other' AND coalesce(r.body ->> :name2::text, r.body -> 'attributes' ->> :name2::text) = :is2::text)
   AND (:where3::int = 0
        OR coalesce(r.dims[:where3::int], 'unknown') = :is3::text
        OR r.dims[:where3::int] = 'other' AND coalesce(r.body ->> :name3::text, r.body -> 'attributes' ->> :name3::text) = :is3::text)
   AND (:where4::int = 0
        OR coalesce(r.dims[:where4::int], 'unknown') = :is4::text
        OR r.dims[:where4::int] = 'other' AND coalesce(r.body ->> :name4::text, r.body -> 'attributes' ->> :name4::text) = :is4::text)
   AND (:pattern::text IS NULL
        OR lower(r.id) LIKE :pattern::text
        OR EXISTS (SELECT FROM unnest(:searched::text[]) AS field
                    WHERE lower(r.body ->> field) LIKE :pattern::text))
 ORDER BY r.at DESC, r.id
 LIMIT :limit::int
