-- Who did what about identity. What is written stays until it is old: the service that writes it may not change it.
CREATE TABLE audit (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    tenant_id     text,
    action        text        NOT NULL,
    outcome       text        NOT NULL CHECK (outcome IN ('done', 'failed')),
    actor_id      text,
    actor_via     text        NOT NULL,
    credential_id text,
    subject_kind  text        NOT NULL CHECK (subject_kind IN ('user', 'key', 'session')),
    subject_id    text,
    address       text,
    reference     text        NOT NULL,
    detail        text
);
CREATE INDEX audit_newest ON audit (tenant_id, id DESC);
CREATE INDEX audit_age ON audit (at);
REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM opscope_gateway;
COMMENT ON COLUMN audit.tenant_id IS 'Null where nobody has an account that was tried: no tenant is shown that';
COMMENT ON COLUMN audit.actor_via IS 'password, access_token, cookie, api_key, outside_token, or system';

-- The only way out, and not for what is younger than 30 days, whoever asks.
CREATE FUNCTION forget_audit(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = gateway, pg_temp AS $$
    WITH gone AS (
        DELETE FROM audit WHERE at < least(before, now() - interval '30 days') RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION forget_audit(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_audit(timestamptz) TO opscope_gateway;

-- Where a session began, for whoever looks at what is open.
ALTER TABLE session ADD COLUMN address text, ADD COLUMN user_agent text;
CREATE INDEX session_newest ON session (account_id, created_at DESC, id DESC) WHERE ended_at IS NULL;

-- Failures at all networks belong to an account, so that an admin can let its owner in again.
ALTER TABLE sign_in_try ADD COLUMN account text;
CREATE INDEX sign_in_try_account ON sign_in_try (account) WHERE account IS NOT NULL;
COMMENT ON COLUMN sign_in_try.account IS 'A proof over the e-mail address alone';
