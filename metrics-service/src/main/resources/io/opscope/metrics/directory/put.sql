-- Creates or replaces what is known of one thing of a kind.
INSERT INTO directory_entry (tenant_id, kind, id, body)
VALUES (:tenant, :kind, :id, :body::jsonb)
    ON CONFLICT (tenant_id, kind, id) DO UPDATE
   SET body = EXCLUDED.body,
       changed = now()
