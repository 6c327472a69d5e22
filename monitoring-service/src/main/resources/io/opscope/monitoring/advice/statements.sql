-- Statements by their numbers: text, and where the role that spends most time on each has its names looked up. A setting of
-- role and database goes before one of the role, that before one of the database, that before the server's. Functions are named
-- with their schema: the extension's is looked up in too, and in it somebody may have put one that fits better. The server has
-- no texts while it cannot read the file with them.
SELECT DISTINCT ON (s.queryid)
       s.queryid::text AS fingerprint,
       pg_catalog.left(s.query, 20001) AS text,
       r.rolname::text AS role,
       pg_catalog.quote_ident(r.rolname) AS role_quoted,
       coalesce((SELECT pg_catalog.substr(c.entry, pg_catalog.length('search_path=') + 1)
                   FROM pg_db_role_setting d
                  CROSS JOIN LATERAL pg_catalog.unnest(d.setconfig) AS c(entry)
                  WHERE d.setrole IN (s.userid, 0::oid)
                    AND d.setdatabase IN (s.dbid, 0::oid)
                    AND c.entry LIKE 'search\_path=%'
                  ORDER BY d.setrole = 0::oid, d.setdatabase = 0::oid
                  LIMIT 1),
                '"$user", public') AS path,
       (SELECT a.query
          FROM pg_stat_activity a
         WHERE pg_catalog.to_jsonb(a) ->> 'query_id' = s.queryid::text
           AND a.datid = s.dbid
           AND a.state IS NOT NULL
         LIMIT 1) AS sample
  FROM pg_stat_statements s
  JOIN pg_roles r ON r.oid = s.userid
 WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
   AND s.queryid::text = ANY (:fingerprints)
   AND s.query IS NOT NULL
 ORDER BY s.queryid, s.total_exec_time DESC
