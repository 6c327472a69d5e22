-- Whether an API key still holds, and what it may do now. A key of an account goes where the account goes:
-- deactivated with it, and one that its owner made never has a role that the owner lost; an admin may do all.
-- Managing accounts takes an owner who is an admin as well.
SELECT k.secret_mac,
       k.tenant_id,
       k.user_id,
       k.expires_at,
       array_to_string(
           CASE WHEN a.id IS NOT NULL AND k.created_by = k.user_id AND NOT 'admin' = ANY (a.roles)
                THEN ARRAY(SELECT unnest(k.roles) INTERSECT SELECT unnest(a.roles))
                ELSE k.roles
           END, ' ') AS roles,
       array_to_string(
           CASE WHEN 'admin' = ANY (k.roles) AND 'admin' = ANY (a.roles)
                THEN k.scopes
                ELSE array_remove(k.scopes, 'admin')
           END, ' ') AS scopes
  FROM api_key k
  LEFT JOIN account a ON a.id = k.user_id AND a.tenant_id = k.tenant_id
 WHERE k.id = :id
   AND k.revoked_at IS NULL
   AND (k.expires_at IS NULL OR k.expires_at > now())
   AND (a.id IS NULL OR (a.is_active AND a.deleted_at IS NULL))
   AND NOT EXISTS (SELECT FROM tenant t WHERE t.id = k.tenant_id AND NOT t.is_active)
