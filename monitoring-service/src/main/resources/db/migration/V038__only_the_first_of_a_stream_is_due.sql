-- Of what one channel is to be told of one rule only the first can be due. The others say so, and are in no index that claims
-- read: a claim costs the same however much waits behind them.
ALTER TABLE alert_outbox ADD COLUMN is_behind boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN alert_outbox.is_behind IS 'Whether one for the same channel about the same rule was before it; it is put right from time to time';
UPDATE alert_outbox o
   SET is_behind = true
 WHERE EXISTS (SELECT 1
                 FROM alert_outbox earlier
                WHERE earlier.channel_id = o.channel_id
                  AND earlier.stream = o.stream
                  AND earlier.tenant_id = o.tenant_id
                  AND earlier.seq < o.seq);
DROP INDEX alert_outbox_due;
CREATE INDEX alert_outbox_due ON alert_outbox (next_try) WHERE NOT is_behind;
