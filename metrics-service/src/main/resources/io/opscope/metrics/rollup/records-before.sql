-- Whether there is any record before a moment.
SELECT EXISTS (SELECT
                 FROM record
                WHERE tenant_id = :tenant
                  AND family_id = :family::smallint
                  AND at < :before) AS found
