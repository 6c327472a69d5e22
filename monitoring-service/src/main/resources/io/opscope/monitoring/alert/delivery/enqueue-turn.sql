-- Has it told as soon as what came before it has been.
INSERT INTO alert_outbox (tenant_id, delivery_id, channel_id, stream)
VALUES (:tenant, CAST(:id AS uuid), CAST(:channel AS uuid), :rule)
