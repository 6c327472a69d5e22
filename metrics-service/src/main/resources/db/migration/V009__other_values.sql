-- Records whose value of a dimension counts as other are found by that value. An index on record itself would not do:
-- taking a text out of the body is not known to the server as leakproof, so under row-level security it reads all of a
-- tenant's records rather than look such an expression up.

-- A name and a value as something short, equal in every database and version, that an index finds under row-level security.
CREATE FUNCTION other_value_key(dimension text, value text) RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN left(encode(sha256(convert_to(dimension || ' ' || value, 'UTF8')), 'hex'), 32)::uuid;

CREATE TABLE other_value (
    tenant_id text        NOT NULL,
    family_id smallint    NOT NULL,
    value_key uuid        NOT NULL,
    at        timestamptz NOT NULL,
    id        text        NOT NULL,
    PRIMARY KEY (tenant_id, family_id, value_key, at, id)
);
COMMENT ON TABLE other_value IS 'Where to look for records of a value that counts as other; they themselves say whether they still have it';
COMMENT ON COLUMN other_value.value_key IS 'Of the dimension and the value: other_value_key';
CREATE INDEX other_value_by_record ON other_value (tenant_id, family_id, id);

-- The owner sees no tenant's rows otherwise. Only the service knows which fields are dimensions; a row too many does no
-- harm, and those that can be one are the ones that have values counted apart, or too long a value to be.
ALTER TABLE record NO FORCE ROW LEVEL SECURITY;
ALTER TABLE dimension_value NO FORCE ROW LEVEL SECURITY;
INSERT INTO other_value (tenant_id, family_id, value_key, at, id)
SELECT r.tenant_id, r.family_id, other_value_key(field.name, field.value), r.at, r.id
  FROM record r
 CROSS JOIN LATERAL (
       SELECT key, value
         FROM jsonb_each_text(r.body)
        UNION ALL
       SELECT key, value
         FROM jsonb_each_text(CASE jsonb_typeof(r.body -> 'attributes') WHEN 'object' THEN r.body -> 'attributes' ELSE '{}' END))
       AS field (name, value)
 WHERE 'other' = ANY (r.dims)
   AND field.value <> 'other'
   AND (length(field.value) > 200
        OR EXISTS (SELECT
                     FROM dimension_value known
                    WHERE known.tenant_id = r.tenant_id
                      AND known.family_id = r.family_id
                      AND known.dimension = field.name))
    ON CONFLICT DO NOTHING;
ALTER TABLE record FORCE ROW LEVEL SECURITY;
ALTER TABLE dimension_value FORCE ROW LEVEL SECURITY;

ALTER TABLE other_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE other_value FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON other_value USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
