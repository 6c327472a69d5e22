-- Forgets silences that were over long ago.
DELETE FROM alert_silence WHERE tenant_id = :tenant AND ends_at < :floor
