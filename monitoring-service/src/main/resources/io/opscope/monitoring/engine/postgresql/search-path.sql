-- Has unqualified names looked up in these schemas, on this connection.
SELECT set_config('search_path'::text, :path::text, false) AS path
