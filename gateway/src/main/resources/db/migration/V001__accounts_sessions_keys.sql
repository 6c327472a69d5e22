-- Who may sign in, what they are signed in with, and the keys that prove it to the services.
CREATE TABLE account (
    id                  text        PRIMARY KEY,
    tenant_id           text        NOT NULL CHECK (tenant_id <> ''),
    email               text        NOT NULL CHECK (email LIKE '%_@_%'),
    full_name           text        NOT NULL,
    password_hash       text        NOT NULL,
    roles               text[]      NOT NULL CHECK (roles <@ ARRAY['admin', 'viewer', 'user', 'ingest']),
    is_active           boolean     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    deleted_at          timestamptz,
    directory_synced_at timestamptz
);
-- An address signs in one person, whatever the tenant; a removed account frees its address.
CREATE UNIQUE INDEX account_email ON account (lower(email)) WHERE deleted_at IS NULL;
CREATE INDEX account_unsynced ON account (updated_at) WHERE directory_synced_at IS NULL;
COMMENT ON COLUMN account.password_hash IS 'Argon2id in PHC format; empty once the account is removed';
COMMENT ON COLUMN account.directory_synced_at IS 'When the directory was last told what stands here; null while it has yet to be told';

-- One sign-in. Its refresh tokens are numbered; a number below the current one that turns up again was copied.
CREATE TABLE session (
    id         text        PRIMARY KEY,
    tenant_id  text        NOT NULL,
    account_id text        NOT NULL REFERENCES account,
    generation integer     NOT NULL,
    browser    boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz,
    end_reason text
);
CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL;
CREATE INDEX session_expiry ON session (expires_at);

-- Keys for scripts. The secret itself is nowhere; user_id may name a person of the directory who has no account.
CREATE TABLE api_key (
    id         text        PRIMARY KEY,
    tenant_id  text        NOT NULL,
    name       text        NOT NULL,
    user_id    text        NOT NULL CHECK (user_id <> ''),
    roles      text[]      NOT NULL CHECK (roles <@ ARRAY['admin', 'viewer', 'user', 'ingest']),
    secret_mac bytea       NOT NULL,
    created_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX api_key_owner ON api_key (tenant_id, user_id);

-- Keys that sign tokens, shared by all replicas; the private half is encrypted with a secret the database never sees.
CREATE TABLE signing_key (
    kid               text        PRIMARY KEY,
    public_jwk        text        NOT NULL,
    private_encrypted bytea       NOT NULL,
    created_at        timestamptz NOT NULL,
    active_from       timestamptz NOT NULL UNIQUE
);
