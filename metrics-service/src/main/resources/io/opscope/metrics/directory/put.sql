-- Creates or replaces what is known of one user or tool.
INSERT INTO directory_entry (tenant_id, kind, id, body)
VALUES (:tenant, :kind, :id, :body::jsonb)
    ON CONFLICT (tenant_id, kind, id) DO UPDATE
   SET body = EXCLUDED.body,
       changed = now()
