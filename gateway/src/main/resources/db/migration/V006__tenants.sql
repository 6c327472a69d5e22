-- Who the accounts, keys and sessions belong to: so far a tenant was only a word in their rows.
CREATE TABLE tenant (
    id         text        PRIMARY KEY CHECK (id <> ''),
    name       text        NOT NULL CHECK (name ~ '\S'),
    is_active  boolean     NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE tenant IS 'A tenant that an outside issuer names has a row once one of its admins does something here';
COMMENT ON COLUMN tenant.is_active IS 'Where it is false nobody signs in, and sessions and keys are good for nothing';

INSERT INTO tenant
SELECT tenant_id, tenant_id, true, min(created_at)
  FROM (SELECT tenant_id, created_at FROM account UNION ALL SELECT tenant_id, created_at FROM api_key) AS had
 GROUP BY tenant_id;

CREATE INDEX account_of_tenant ON account (tenant_id) WHERE deleted_at IS NULL;
CREATE INDEX session_of_tenant ON session (tenant_id) WHERE ended_at IS NULL;

ALTER TABLE audit
    DROP CONSTRAINT audit_subject_kind_check,
    ADD CONSTRAINT audit_subject_kind_check CHECK (subject_kind IN ('user', 'key', 'session', 'tenant'));
COMMENT ON COLUMN audit.actor_via IS 'password, refresh_token, access_token, cookie, api_key, outside_token, operator (somebody of the first tenant, whom another tenant is told no more of), or system';
