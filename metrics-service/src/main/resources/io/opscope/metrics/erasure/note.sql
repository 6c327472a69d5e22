-- Notes that somebody begins to take something away.
INSERT INTO deletion (tenant_id, id, by_user, what, records)
VALUES (:tenant, :id::uuid, :by, :what, 0)
