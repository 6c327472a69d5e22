-- Drops what is kept of a tier before :floor.
DELETE FROM probe_tier WHERE tier = :tier AND bucket < :floor
