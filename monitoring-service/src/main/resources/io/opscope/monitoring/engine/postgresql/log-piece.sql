-- The beginning of a file, by which it is told from others of its name, and the bytes from a place on. NULL when it is gone.
SELECT pg_read_binary_file(current_setting('log_directory') || '/' || :name, 0, :head, true) AS head,
       pg_read_binary_file(current_setting('log_directory') || '/' || :name, :offset, :length, true) AS bytes
