-- Tenants by id, those after a given one, or one alone, with how many accounts there are and how many keys are good.
SELECT t.id,
       t.name,
       t.is_active,
       t.created_at,
       (SELECT count(*) FROM account a WHERE a.tenant_id = t.id AND a.deleted_at IS NULL) AS accounts,
       (SELECT count(*)
          FROM api_key k
         WHERE k.tenant_id = t.id
           AND k.revoked_at IS NULL
           AND (k.expires_at IS NULL OR k.expires_at > now())) AS keys
  FROM tenant t
 WHERE t.id > :after
   AND (CAST(:only AS text) IS NULL OR t.id = :only)
 ORDER BY t.id
 LIMIT :limit
