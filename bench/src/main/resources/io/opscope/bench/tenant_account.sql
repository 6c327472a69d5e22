-- An administrator of a tenant of its own, with the password of the first tenant's: an account is otherwise made by one who
-- is of its tenant already.
INSERT INTO gateway.account (id, tenant_id, email, full_name, password_hash, roles, is_active, created_at, updated_at)
SELECT :tenant, :tenant, :email, 'Bench', password_hash, ARRAY['admin'], true, now(), now()
  FROM gateway.account
 WHERE lower(email) = lower(:admin) AND deleted_at IS NULL
    ON CONFLICT DO NOTHING
