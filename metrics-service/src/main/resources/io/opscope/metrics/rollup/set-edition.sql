-- This family is counted by this edition now.
INSERT INTO counted_by (tenant_id, family_id, edition, known)
VALUES (:tenant, :family::smallint, :edition, :known::jsonb)
    ON CONFLICT (tenant_id, family_id) DO UPDATE
   SET edition = EXCLUDED.edition,
       known = EXCLUDED.known
