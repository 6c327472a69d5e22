-- Counts a batch.
INSERT INTO rollup_journal (tenant_id, family_id, changes)
VALUES (:tenant, :family::smallint, :changes)
