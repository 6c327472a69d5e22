-- The values of each dimension that are counted apart, as many as a dimension may have; further ones count as other.
CREATE TABLE dimension_value (
    tenant_id text     NOT NULL,
    family_id smallint NOT NULL,
    dimension text     NOT NULL,
    value     text     NOT NULL,
    PRIMARY KEY (tenant_id, family_id, dimension, value)
);
COMMENT ON TABLE dimension_value IS 'Grows only: what was counted under a value once is counted under it for good';

ALTER TABLE dimension_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE dimension_value FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON dimension_value USING (tenant_id = nullif(current_setting('opscope.tenant', true), ''));
