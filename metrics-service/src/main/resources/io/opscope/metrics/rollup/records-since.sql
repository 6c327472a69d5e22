-- From now on records of this family before a moment count as gone; what was counted of them stays.
UPDATE counted_by
   SET records_since = :since,
       since_noted = :now,
       known = :known::jsonb
 WHERE tenant_id = :tenant
   AND family_id = :family::smallint
