-- What a key may be used for, whatever its roles allow beyond that, and when it was used last.
ALTER TABLE api_key ADD COLUMN scopes text[], ADD COLUMN last_used_at timestamptz;
UPDATE api_key
   SET scopes = ARRAY(
       SELECT s.scope
         FROM (VALUES ('ingest', ARRAY['admin', 'ingest']),
                      ('read', ARRAY['admin', 'viewer', 'user']),
                      ('write', ARRAY['admin', 'viewer', 'user'])) AS s (scope, of_roles)
        WHERE s.of_roles && api_key.roles);
ALTER TABLE api_key
    ALTER COLUMN scopes SET NOT NULL,
    ADD CHECK (scopes <@ ARRAY['admin', 'ingest', 'read', 'write']);
CREATE INDEX api_key_newest ON api_key (tenant_id, created_at DESC, id DESC) WHERE revoked_at IS NULL;
COMMENT ON COLUMN api_key.scopes IS 'Keys that were there before manage no accounts any more: that is asked for expressly';
COMMENT ON COLUMN api_key.last_used_at IS 'To about half a minute; null while it was never used';
