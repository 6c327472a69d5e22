-- What is known of everything of a kind that :user may see; of everything when :user is null.
SELECT e.id, e.body
  FROM directory_entry e
 WHERE e.tenant_id = :tenant
   AND e.kind = :kind
   AND (:user::text IS NULL
        OR CASE e.kind
           WHEN 'users' THEN e.id = :user::text
           WHEN 'accounts' THEN e.body -> 'owners' ? :user::text
           WHEN 'campaigns' THEN EXISTS (SELECT
                FROM directory_entry a
                WHERE a.tenant_id = :tenant AND a.kind = 'accounts'
                  AND a.id = e.body ->> 'account_id' AND a.body -> 'owners' ? :user::text)
           ELSE true END)
