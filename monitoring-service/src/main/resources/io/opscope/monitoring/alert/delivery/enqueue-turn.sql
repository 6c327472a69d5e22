-- Has it told as soon as what came before it has been. The stream is held.
INSERT INTO alert_outbox (tenant_id, delivery_id, channel_id, stream, is_behind)
VALUES (:tenant, CAST(:id AS uuid), CAST(:channel AS uuid), :rule,
        EXISTS (SELECT 1
                  FROM alert_outbox earlier
                 WHERE earlier.channel_id = CAST(:channel AS uuid)
                   AND earlier.stream = :rule
                   AND earlier.tenant_id = :tenant))
