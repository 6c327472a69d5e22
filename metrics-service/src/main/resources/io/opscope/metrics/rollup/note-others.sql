-- Notes of records just written where they are found by each value that counts as other. What was noted of them before
-- may stay: a record found says itself when it lies and what value it has.
INSERT INTO other_value (tenant_id, family_id, value_key, at, id)
SELECT r.tenant_id, r.family_id, other_value_key(dimension.name, field.value), r.at, r.id
  FROM record r
 CROSS JOIN LATERAL unnest(r.dims, :dimensions::text[]) AS dimension (counted, name)
 CROSS JOIN LATERAL coalesce(r.body ->> dimension.name, r.body -> 'attributes' ->> dimension.name) AS field (value)
 WHERE r.tenant_id = :tenant
   AND r.family_id = :family::smallint
   AND r.id = ANY (:ids::text[])
   AND dimension.counted = 'other'
   AND field.value <> 'other'
    ON CONFLICT DO NOTHING
