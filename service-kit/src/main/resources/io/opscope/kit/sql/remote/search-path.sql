-- Has names that stand alone looked up in these schemas, on this connection. It is asked where a stranger's schemas may be looked
-- up in, one of which may have a set_config of its own.
SELECT pg_catalog.set_config('search_path', :path, false) AS path
