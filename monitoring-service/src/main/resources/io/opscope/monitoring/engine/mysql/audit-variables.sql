-- What the server's audit plug-in does, if it has one, and what files may be read.
SHOW GLOBAL VARIABLES WHERE Variable_name LIKE 'server\_audit\_%' OR Variable_name IN ('secure_file_priv', 'max_allowed_packet', 'version')
