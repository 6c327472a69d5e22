-- Whether a sign-in still holds, and what its account may do now.
SELECT s.expires_at, a.id AS account_id, a.tenant_id, array_to_string(a.roles, ' ') AS roles
  FROM session s
  JOIN account a ON a.id = s.account_id
 WHERE s.id = :id
   AND s.ended_at IS NULL
   AND s.expires_at > now()
   AND a.is_active
   AND a.deleted_at IS NULL
   AND NOT EXISTS (SELECT FROM tenant t WHERE t.id = a.tenant_id AND NOT t.is_active)
