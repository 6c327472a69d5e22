-- Has unqualified names looked up in these schemas, on this connection, behind the server's own.
SELECT set_config('search_path', :path, false) AS path
