-- A new tenant, unless there is one of that id; of two at once the second waits for what becomes of the first.
INSERT INTO tenant (id, name, is_active, created_at)
VALUES (:id, :name, true, now())
ON CONFLICT (id) DO NOTHING
