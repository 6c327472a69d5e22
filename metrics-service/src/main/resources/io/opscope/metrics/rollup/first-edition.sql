-- A family that was never counted is so by this edition from now on; two who are first at once name the same one.
INSERT INTO counted_by (tenant_id, family_id, edition, known)
VALUES (:tenant, :family::smallint, :edition, :known::jsonb)
    ON CONFLICT (tenant_id, family_id) DO UPDATE
   SET edition = counted_by.edition
RETURNING edition, records_since, since_noted, known
