-- Has unqualified names looked up where the extension is installed, on this connection, behind the server's own.
SELECT set_config('search_path', 'pg_catalog, ' || quote_ident(:schema), false) AS path
