-- Drops probes that nobody asks for any more.
DELETE FROM probe WHERE probed_at < :floor
