-- What one channel is to be told.
INSERT INTO alert_delivery (tenant_id, id, channel_id, rule_id, message, state)
VALUES (:tenant, CAST(:id AS uuid), CAST(:channel AS uuid), :rule, CAST(:message AS jsonb), 'waiting')
