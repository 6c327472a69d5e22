-- The beginning of a file, by which it is told from others of its name, and the bytes from a place on. NULL when it is gone.
SELECT pg_read_binary_file(current_setting('log_directory') || '/' || :name::text, 0::bigint, :head::bigint, true) AS head,
       pg_read_binary_file(current_setting('log_directory') || '/' || :name::text, :offset::bigint, :length::bigint, true) AS bytes
