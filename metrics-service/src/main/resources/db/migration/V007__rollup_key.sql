-- Rollup rows are found by their values as one text. Comparing arrays is not known to the server as leakproof, so under
-- row-level security it read every row of a bucket, one per value, to find the one that a writer wanted.

ALTER TABLE rollup ADD COLUMN dims_key text COLLATE "C";
COMMENT ON COLUMN rollup.dims_key IS 'The values of dims as one text: the key, as arrays are slow to look up';

-- The owner sees no tenant's rows otherwise.
ALTER TABLE rollup NO FORCE ROW LEVEL SECURITY;
UPDATE rollup
   SET dims_key = '{' || coalesce((SELECT string_agg('"' || replace(replace(value, '\', '\\'), '"', '\"') || '"', ',' ORDER BY n)
                                     FROM unnest(dims) WITH ORDINALITY AS d (value, n)), '') || '}';
ALTER TABLE rollup FORCE ROW LEVEL SECURITY;

ALTER TABLE rollup ALTER COLUMN dims_key SET NOT NULL;
ALTER TABLE rollup DROP CONSTRAINT rollup_pkey;
ALTER TABLE rollup ADD PRIMARY KEY (tenant_id, tier, family_id, set_id, bucket, outcome, currency, dims_key, slot);
