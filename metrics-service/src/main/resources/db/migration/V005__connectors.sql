-- Tables of users' own databases that are copied from, and how far each copy has come.

CREATE TABLE connector (
    tenant_id  text        NOT NULL,
    id         uuid        NOT NULL,
    definition jsonb       NOT NULL,
    edition    integer     NOT NULL DEFAULT 1,
    sealed     bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    watermark  text,
    rows_read  bigint      NOT NULL DEFAULT 0,
    accepted   bigint      NOT NULL DEFAULT 0,
    updated    bigint      NOT NULL DEFAULT 0,
    duplicates bigint      NOT NULL DEFAULT 0,
    rejected   bigint      NOT NULL DEFAULT 0,
    rejections jsonb       NOT NULL DEFAULT '[]',
    last_run   timestamptz,
    last_error text,
    failures   integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, id)
);
COMMENT ON COLUMN connector.edition IS 'Grows with every change; a run of an earlier one notes nothing any more';
COMMENT ON COLUMN connector.sealed IS 'The password, AES-256-GCM with the id as associated data';
COMMENT ON COLUMN connector.watermark IS 'Everything up to it is committed; kept as text, its type is that of the column read';
COMMENT ON COLUMN connector.rejections IS 'The last hundred rows that were not taken, and why';

ALTER TABLE connector ENABLE ROW LEVEL SECURITY;
ALTER TABLE connector FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON connector USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));

-- Whose turn it is, and which replica has it; a turn that is not renewed is free again.
CREATE TABLE connector_turn (
    tenant_id    text NOT NULL,
    connector_id uuid NOT NULL,
    next_run     timestamptz,
    owner        uuid,
    leased_until timestamptz,
    PRIMARY KEY (tenant_id, connector_id)
);
COMMENT ON TABLE connector_turn IS 'Read for all tenants at once by every replica; holds no fact of anyone.';
COMMENT ON COLUMN connector_turn.next_run IS 'None for a connector that is switched off';
