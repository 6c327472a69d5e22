-- Adds values to a dimension in the order they came in, as long as it has no more than :most. Nobody else is adding.
INSERT INTO dimension_value (tenant_id, family_id, dimension, value)
SELECT :tenant, :family::smallint, :dimension, arrived.value
  FROM unnest(:values::text[]) WITH ORDINALITY AS arrived (value, n)
 WHERE NOT EXISTS (SELECT
                     FROM dimension_value known
                    WHERE known.tenant_id = :tenant
                      AND known.family_id = :family::smallint
                      AND known.dimension = :dimension
                      AND known.value = arrived.value)
 ORDER BY arrived.n
 LIMIT greatest(0, :most::bigint - (SELECT count(*)
                                      FROM dimension_value
                                     WHERE tenant_id = :tenant
                                       AND family_id = :family::smallint
                                       AND dimension = :dimension))
