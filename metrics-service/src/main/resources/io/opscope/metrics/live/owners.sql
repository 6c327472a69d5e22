-- The users whom the directory names owners of any of these accounts.
SELECT DISTINCT owner.id AS owner
  FROM directory_entry d
 CROSS JOIN LATERAL jsonb_array_elements_text(
           CASE WHEN jsonb_typeof(d.body -> 'owners') = 'array' THEN d.body -> 'owners' ELSE '[]'::jsonb END) AS owner (id)
 WHERE d.tenant_id = :tenant
   AND d.kind = 'accounts'
   AND d.id = ANY (:accounts)
