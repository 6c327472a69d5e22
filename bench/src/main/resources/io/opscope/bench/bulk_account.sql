-- An administrator of another tenant with the password of the first one's.
INSERT INTO gateway.account (id, tenant_id, email, full_name, password_hash, roles, is_active, created_at, updated_at)
SELECT :tenant, :tenant, :tenant || '@opscope.local', 'Bench', password_hash, ARRAY['admin'], true, now(), now()
  FROM gateway.account
 WHERE lower(email) = lower(:admin) AND deleted_at IS NULL
    ON CONFLICT DO NOTHING
