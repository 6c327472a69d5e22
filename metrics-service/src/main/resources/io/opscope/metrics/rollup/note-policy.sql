-- Notes who decided what.
INSERT INTO policy_change (tenant_id, id, at, by_user, what)
VALUES (:tenant, :id::uuid, :now::timestamptz, :by, :what)
