-- What decides whether a committed row outlives a power cut. The settings of the server itself: a role or a database
-- may have values of its own, and those show here too, as they hold for this connection.
SELECT name, setting
  FROM pg_settings
 WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'shared_preload_libraries')
