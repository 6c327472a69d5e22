-- Whether there is a record of this id.
SELECT EXISTS (SELECT
                 FROM record
                WHERE tenant_id = :tenant
                  AND family_id = :family::smallint
                  AND id = :id) AS found
