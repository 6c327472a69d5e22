-- This family is counted by this edition now.
INSERT INTO counted_by (tenant_id, family_id, edition)
VALUES (:tenant, :family::smallint, :edition)
    ON CONFLICT (tenant_id, family_id) DO UPDATE
   SET edition = EXCLUDED.edition
