-- One record by its id, if :user may see it; everyone's when :user is null.
SELECT r.id, r.at, r.user_id, r.status, r.outcome::bigint AS outcome, r.currency, r.measures, r.body
  FROM record r
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND r.id = :id
   AND (:user::text IS NULL
        OR CASE WHEN :owner::int = 0 THEN r.user_id = :user::text
        ELSE CASE r.dims[:owner::int] WHEN 'other' THEN r.body ->> :ownerName::text ELSE r.dims[:owner::int] END IN (SELECT d.id
        FROM directory_entry d
        WHERE d.tenant_id = :tenant AND d.kind = 'accounts' AND d.body -> 'owners' ? :user::text) END)
