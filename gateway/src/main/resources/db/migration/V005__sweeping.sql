-- What is old goes a bounded number of rows at a time, so that no statement takes longer than one may, however much there is;
-- whoever sweeps asks until nothing is left. Two that sweep at once do not wait for each other.
CREATE OR REPLACE FUNCTION forget_audit(before timestamptz) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path = gateway, pg_temp AS $$
    WITH old AS (
        SELECT id
          FROM audit
         WHERE at < least(before, now() - interval '30 days')
         ORDER BY at
         LIMIT 5000
           FOR UPDATE SKIP LOCKED
    ), nobodys AS (
        SELECT id
          FROM audit
         WHERE tenant_id IS NULL
           AND at < now() - interval '30 days'
         ORDER BY at
         LIMIT 5000
           FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM audit WHERE id IN (SELECT id FROM old UNION SELECT id FROM nobodys) RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
CREATE INDEX audit_of_nobody ON audit (at) WHERE tenant_id IS NULL;
CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;
COMMENT ON COLUMN audit.tenant_id IS 'Null where nobody has an account that was tried: no tenant is shown that, and it is forgotten after 30 days, since anybody can make as much of it as the limits let through';
COMMENT ON COLUMN audit.actor_via IS 'password, refresh_token, access_token, cookie, api_key, outside_token, or system';
