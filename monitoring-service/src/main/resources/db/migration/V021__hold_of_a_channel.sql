-- Channels that asked to be left alone. Apart from what is to be told, so that it also holds for what is written later.
CREATE TABLE alert_hold (
    tenant_id  text        NOT NULL,
    channel_id uuid        NOT NULL,
    held_until timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, channel_id)
);
CREATE INDEX alert_hold_until ON alert_hold (held_until);
COMMENT ON TABLE alert_hold IS 'Read for all tenants at once by every replica, with alert_outbox; expired rows mean nothing.';
