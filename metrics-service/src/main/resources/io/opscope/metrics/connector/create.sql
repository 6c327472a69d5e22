-- Keeps a new connector.
INSERT INTO connector (tenant_id, id, definition, sealed)
VALUES (:tenant, :id, CAST(:definition AS jsonb), CAST(:sealed AS bytea))
