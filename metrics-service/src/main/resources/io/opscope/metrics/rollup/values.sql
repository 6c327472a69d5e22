-- The values of a dimension that are counted apart.
SELECT value
  FROM dimension_value
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
   AND dimension = :dimension
