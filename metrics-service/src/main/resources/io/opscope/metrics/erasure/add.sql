-- Notes how many more records were taken away.
UPDATE deletion
   SET records = records + :records::bigint
 WHERE tenant_id = :tenant
   AND id = :id::uuid
