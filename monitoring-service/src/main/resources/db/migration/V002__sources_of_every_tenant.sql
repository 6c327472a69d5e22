-- A source's id means something within its tenant only: two tenants may call theirs the same.
ALTER TABLE probe ADD COLUMN tenant_id text;
UPDATE probe p SET tenant_id = d.tenant_id FROM data_source d WHERE d.id = p.source_id;
ALTER TABLE probe ALTER COLUMN tenant_id SET NOT NULL;
ALTER TABLE probe DROP CONSTRAINT probe_source_id_fkey;
ALTER TABLE probe DROP CONSTRAINT probe_pkey;
DROP INDEX data_source_by_tenant;
ALTER TABLE data_source DROP CONSTRAINT data_source_pkey;
ALTER TABLE data_source ADD PRIMARY KEY (tenant_id, id);
ALTER TABLE probe ADD PRIMARY KEY (tenant_id, source_id, probed_at, prober);
ALTER TABLE probe ADD FOREIGN KEY (tenant_id, source_id) REFERENCES data_source ON DELETE CASCADE;

-- What a registered source needs besides.
ALTER TABLE data_source
    ADD COLUMN tls           text    NOT NULL DEFAULT 'prefer' CHECK (tls IN ('disable', 'prefer', 'require', 'verify')),
    ADD COLUMN tls_authority text,
    ADD COLUMN sealed        bytea,
    ADD COLUMN edition       integer NOT NULL DEFAULT 1,
    ADD COLUMN parent_id     text,
    ADD COLUMN schema_name   text,
    ADD COLUMN fresh_table   text,
    ADD COLUMN fresh_column  text,
    ADD COLUMN fresh_seconds bigint CHECK (fresh_seconds > 0),
    ALTER COLUMN host          DROP NOT NULL,
    ALTER COLUMN port          DROP NOT NULL,
    ALTER COLUMN database_name DROP NOT NULL,
    ALTER COLUMN username      DROP NOT NULL,
    ADD FOREIGN KEY (tenant_id, parent_id) REFERENCES data_source,
    ADD CONSTRAINT data_source_shape CHECK (
        CASE WHEN type = 'mart'
             THEN num_nonnulls(parent_id, schema_name, fresh_table, fresh_column, fresh_seconds) = 5
                  AND num_nonnulls(host, port, database_name, username, sealed, tls_authority) = 0
             ELSE num_nonnulls(host, port, database_name, username) = 4
                  AND num_nonnulls(parent_id, schema_name, fresh_table, fresh_column, fresh_seconds) = 0
        END);
CREATE INDEX data_source_by_parent ON data_source (tenant_id, parent_id) WHERE parent_id IS NOT NULL;
COMMENT ON COLUMN data_source.sealed IS 'The password, encrypted with opscope.sources.secret for this tenant and id.';
COMMENT ON COLUMN data_source.edition IS 'Grows with every change.';
COMMENT ON COLUMN data_source.parent_id IS 'Of a mart: the source that it is a schema of, and that is connected to.';
