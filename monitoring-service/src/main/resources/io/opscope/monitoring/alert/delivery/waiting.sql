-- Whether a channel has yet to be told something of a rule.
SELECT EXISTS (SELECT 1
                 FROM alert_outbox
                WHERE channel_id = CAST(:channel AS uuid)
                  AND stream = :rule
                  AND tenant_id = :tenant) AS waiting
