-- The pipeline under an id, held so that it is not removed before its event is stored.
SELECT p.key FROM pipeline p WHERE p.tenant_id = :tenant AND p.id = :id FOR KEY SHARE
