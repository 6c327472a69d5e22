-- Ends whatever sessions of a tenant are open.
UPDATE session SET ended_at = now(), end_reason = :reason WHERE tenant_id = :tenant AND ended_at IS NULL
