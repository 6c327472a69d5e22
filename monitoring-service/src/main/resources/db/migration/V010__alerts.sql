-- What is watched for, what was found, and whom to tell.

CREATE TABLE alert_rule (
    tenant_id    text        NOT NULL,
    id           text        NOT NULL CHECK (id ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    definition   jsonb       NOT NULL,
    enabled      boolean     NOT NULL,
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    changed_by   text        NOT NULL,
    changed_at   timestamptz NOT NULL DEFAULT now(),
    evaluated_at timestamptz,
    problem      text,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN alert_rule.problem IS 'Why the last evaluation had no data; none when it had';

-- Defaults that a tenant was given once: who changed or deleted one is not given it again.
CREATE TABLE alert_default (
    tenant_id text        NOT NULL,
    id        text        NOT NULL,
    given_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);

-- Whose turn it is, and which replica has it; a turn that is not renewed is free again.
CREATE TABLE alert_turn (
    tenant_id    text        NOT NULL,
    rule_id      text        NOT NULL,
    next_run     timestamptz NOT NULL,
    owner        uuid,
    leased_until timestamptz,
    pending      integer     NOT NULL DEFAULT 0,
    firing       integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, rule_id)
);
CREATE INDEX alert_turn_due ON alert_turn (next_run);
COMMENT ON TABLE alert_turn IS 'Read for all tenants at once by every replica; holds no fact of anyone but how many alerts there are.';

CREATE TABLE alert (
    tenant_id       text        NOT NULL,
    id              uuid        NOT NULL,
    rule_id         text        NOT NULL,
    rule            jsonb       NOT NULL,
    labels          jsonb       NOT NULL,
    user_id         text,
    state           text        NOT NULL CHECK (state IN ('pending', 'firing', 'resolved')),
    value           double precision,
    started_at      timestamptz NOT NULL,
    fired_at        timestamptz,
    resolved_at     timestamptz,
    ending          text,
    acknowledged_at timestamptz,
    acknowledged_by text,
    told_at         timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX alert_by_time ON alert (tenant_id, started_at DESC, id);
CREATE INDEX alert_open ON alert (tenant_id, rule_id) WHERE state <> 'resolved';
COMMENT ON COLUMN alert.rule IS 'What the rule said then: name, metric, condition, threshold, severity';
COMMENT ON COLUMN alert.user_id IS 'Whose records it is about, where it is about one user''s';
COMMENT ON COLUMN alert.value IS 'The last one; none when there was no data';

-- What is remembered of each group of a rule between two evaluations.
CREATE TABLE alert_instance (
    tenant_id  text        NOT NULL,
    rule_id    text        NOT NULL,
    key        text        NOT NULL,
    labels     jsonb       NOT NULL,
    phase      text        NOT NULL,
    bad_since  timestamptz,
    well_since timestamptz,
    seen       timestamptz NOT NULL,
    fired      text[]      NOT NULL,
    alert_id   uuid,
    PRIMARY KEY (tenant_id, rule_id, key)
);

COMMENT ON COLUMN alert_instance.fired IS 'When it fired lately, oldest first, as ISO 8601 has it';

CREATE TABLE alert_silence (
    tenant_id  text        NOT NULL,
    id         uuid        NOT NULL,
    rule_id    text,
    labels     jsonb       NOT NULL,
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    comment    text        NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);

-- Ways to tell somebody.
CREATE TABLE alert_channel (
    tenant_id  text        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    type       text        NOT NULL,
    settings   jsonb       NOT NULL,
    sealed     bytea,
    enabled    boolean     NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN alert_channel.sealed IS 'Its secrets, AES-256-GCM with tenant and id as associated data';

-- What is to be told, and what became of it.
CREATE TABLE alert_delivery (
    tenant_id  text        NOT NULL,
    id         uuid        NOT NULL,
    channel_id uuid        NOT NULL,
    rule_id    text        NOT NULL,
    message    jsonb       NOT NULL,
    state      text        NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up')),
    attempts   integer     NOT NULL DEFAULT 0,
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX alert_delivery_by_channel ON alert_delivery (tenant_id, channel_id, created_at DESC);

-- Deliveries that wait, in the order they have to be made; the same channel is told of the same rule in this order.
CREATE TABLE alert_outbox (
    seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id    text        NOT NULL,
    delivery_id  uuid        NOT NULL,
    channel_id   uuid        NOT NULL,
    stream       text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    next_try     timestamptz NOT NULL DEFAULT now(),
    attempts     integer     NOT NULL DEFAULT 0,
    owner        uuid,
    leased_until timestamptz
);
CREATE INDEX alert_outbox_due ON alert_outbox (next_try);
CREATE INDEX alert_outbox_stream ON alert_outbox (channel_id, stream, seq);
COMMENT ON TABLE alert_outbox IS 'Read for all tenants at once by every replica; what is to be told stands in alert_delivery.';

DO $$
DECLARE
    confined text;
BEGIN
    FOREACH confined IN ARRAY ARRAY['alert_rule', 'alert_default', 'alert', 'alert_instance', 'alert_silence',
                                    'alert_channel', 'alert_delivery'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', confined);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', confined);
        EXECUTE format('CREATE POLICY one_tenant ON %I USING (tenant_id = nullif(current_setting(''opscope.tenant'', true), ''''))',
                       confined);
    END LOOP;
END $$;
