-- What some statements say. The server reads all its texts from a file for this, so only what is to be shown and was not
-- known is asked for. Texts are cut: a list of a million literals is of no use to a reader. The server has none while it
-- cannot read that file.
SELECT s.queryid::text AS fingerprint, left(min(s.query), 10000) AS text
  FROM pg_stat_statements(true) s
 WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
   AND s.queryid = ANY (:fingerprints::bigint[])
 GROUP BY s.queryid
HAVING min(s.query) IS NOT NULL
